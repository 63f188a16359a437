// The question for a token between the transport, which asks, and the screen, which answers. One question at a time.
import { createStore } from "zustand/vanilla";

export interface TokenQuestion {
  readonly isRefused: boolean;
  readonly answer: (token: string) => void;
}

export const tokenQuestionStore = createStore<{ readonly question: TokenQuestion | null }>(() => ({
  question: null,
}));

export function askToken(isRefused: boolean): Promise<string> {
  return new Promise((resolve) => {
    const answer = (token: string) => {
      tokenQuestionStore.setState({ question: null });
      resolve(token);
    };
    tokenQuestionStore.setState({ question: { isRefused, answer } });
  });
}
