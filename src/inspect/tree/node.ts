import type { MeaningKey } from './meanings.ts';

/** One field of a challenge, a receipt or a proof, as a line of a tree. */
export type TreeNode = {
  /** The field's name, as its specification has it. */
  readonly field: string;
  /** Its value as text; absent where it only holds others. */
  readonly value?: string;
  /** What the field is, as the key of a text; absent where no specification here names it. */
  readonly meaning?: MeaningKey;
  /** The section of its specification. https. */
  readonly link?: string;
  /** What the value is encoded in, where it was decoded: `base64 JSON`, `BOLT11`. */
  readonly encoding?: string;
  readonly children?: readonly TreeNode[];
};

/** What one header line or the body holds. */
export type TreePart = {
  /** The name of the header as it came, or `body`. */
  readonly where: string;
  /** The bytes as they came, as text. */
  readonly raw: string;
  /** Empty: nothing in it could be decoded. */
  readonly nodes: readonly TreeNode[];
};
