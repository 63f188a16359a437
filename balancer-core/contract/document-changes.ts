// What a caller may send to change a part of the configuration: any of its keys in the document's own form.
import { z } from "zod";

type KeyOf<Item> = Item extends unknown ? keyof Item : never;
type ValueOf<Item, Key> = Item extends unknown
  ? Key extends keyof Item
    ? Item[Key]
    : never
  : never;

/** Any keys of a document but the fixed ones, over every variant it has; null takes a key away, so that its default holds. */
export type DocumentChanges<Item, Fixed> = {
  readonly [Key in Exclude<KeyOf<Item>, Fixed>]?: ValueOf<Item, Key> | null;
};

/** The change path checks them against the whole schema. */
export const changesOf = <Item, Fixed>() =>
  z.custom<DocumentChanges<Item, Fixed>>((value) => typeof value === "object" && value !== null);
