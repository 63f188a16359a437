# syntax=docker/dockerfile:1
FROM node:20.20.2-bookworm-slim AS build
WORKDIR /source
COPY . .
RUN npm ci --no-audit --no-fund && npm run build && npm pack --pack-destination /tmp

FROM node:20.20.2-bookworm-slim
RUN --mount=from=build,source=/tmp,target=/packed \
    npm install --global --offline --no-audit --no-fund /packed/evenkeel-*.tgz \
    && install -d -o node -g node -m 0700 /workspace
ENV EVENKEEL_HOME=/workspace NODE_ENV=production
USER node
WORKDIR /workspace
VOLUME /workspace
EXPOSE 7300 8080
HEALTHCHECK --interval=10s --timeout=2s --start-period=5s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:7300/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["evenkeel"]
CMD ["serve", "--console", "0.0.0.0:7300"]
