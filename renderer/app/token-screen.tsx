// Asks for the token of the web console, when the address had none or the balancer refused it.
import { useState } from "react";
import { Button } from "../components/ui/button.tsx";
import { TextField } from "../components/ui/field.tsx";
import { Mark } from "./mark.tsx";
import type { TokenQuestion } from "./token-question-store.ts";

export function TokenScreen({ question }: { readonly question: TokenQuestion }) {
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
        <h1 className="token-title">Open the console</h1>
        <p className="token-reason">
          This balancer asks for its token. It was printed when the balancer started, and is in the
          file <code>token</code> of its workspace.
        </p>
        <TextField
          label="Token"
          type="password"
          isFigure
          autoFocus
          value={token}
          onValueChange={setToken}
          error={
            question.isRefused && token === "" ? "The balancer refused the last token." : undefined
          }
        />
        <Button type="submit" variant="primary" disabled={token.trim() === ""}>
          Open
        </Button>
      </form>
    </main>
  );
}
