// What TypeScript knows of the catalogues: which keys there are, which values a text needs, and that German has what English
// has. English is the source: its texts are literal types, so that a placeholder without a value does not compile.
import type { en } from "./en/index.ts";

export type Catalogue = typeof en;
export type Namespace = keyof Catalogue;

/** The same keys with any texts: what another language must have. */
export type Translated<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Translated<Texts[Key]>;
};

type Singular<Key extends string> = Key extends `${infer Base}_${"one" | "other"}` ? Base : Key;

type Leaves<Texts, Prefix extends string> = {
  [Key in keyof Texts & string]: Texts[Key] extends string
    ? { readonly key: `${Prefix}${Singular<Key>}`; readonly text: Texts[Key] }
    : Leaves<Texts[Key], `${Prefix}${Key}.`>;
}[keyof Texts & string];

type Leaf = { readonly key: string; readonly text: string };
type Flat<L extends Leaf> = { readonly [Each in L as Each["key"]]: Each["text"] };
type FlatCatalogue = {
  readonly [N in Namespace]: Flat<Extract<Leaves<Catalogue[N], "">, Leaf>>;
};

/** Keys of a namespace: `title`, `state.up`; `servers` for `servers_one` and `servers_other`. */
export type TextKey<N extends Namespace> = keyof FlatCatalogue[N] & string;

type Placeholder<Message> = Message extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

/** Names of the values that a text wants; `count` also chooses between one and other. */
export type Placeholders<N extends Namespace, Key extends TextKey<N>> = Placeholder<
  FlatCatalogue[N][Key]
>;

export type TextValues<Names extends string> = { readonly [Name in Names]: string | number };

/** `t("key")`, and `t("key", { name })` where the text has placeholders. Numbers are grouped on their way in. */
export type Text<N extends Namespace> = <Key extends TextKey<N>>(
  key: Key,
  ...values: [Placeholders<N, Key>] extends [never] ? [] : [TextValues<Placeholders<N, Key>>]
) => string;
