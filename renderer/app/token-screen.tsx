// Asks for the token of the web console, when the address had none or the balancer refused it.
import { useState } from "react";
import { Button } from "../components/ui/button.tsx";
import { TextField } from "../components/ui/field.tsx";
import { RichText } from "../i18n/rich-text.tsx";
import { useText } from "../i18n/use-text.ts";
import { Mark } from "./mark.tsx";
import type { TokenQuestion } from "./token-question-store.ts";

export function TokenScreen({ question }: { readonly question: TokenQuestion }) {
  const t = useText("shell");
  const [token, setToken] = useState("");
  return (
    <main className="token-screen">
      <form
        className="token-card"
        onSubmit={(event) => {
          event.preventDefault();
          if (token.trim() !== "") question.answer(token.trim());
        }}
      >
        <Mark size={32} />
        <h1 className="token-title">{t("openConsole")}</h1>
        <p className="token-reason">
          <RichText from="shell" text="tokenReason" parts={{ code: <code /> }} />
        </p>
        <TextField
          label={t("token")}
          type="password"
          isFigure
          autoFocus
          value={token}
          onValueChange={setToken}
          error={question.isRefused && token === "" ? t("tokenRefused") : undefined}
        />
        <Button type="submit" variant="primary" disabled={token.trim() === ""}>
          {t("open")}
        </Button>
      </form>
    </main>
  );
}
