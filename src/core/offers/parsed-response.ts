import type { Notice } from './notice.ts';
import type { Offer, ProtocolId } from './offer.ts';

/** A challenge that names a protocol but is broken. */
export type Problem = {
  readonly protocol: ProtocolId;
  /** The header line, parameter or JSON path at fault. */
  readonly field?: string;
  /** One English sentence for developers, without site text. */
  readonly reason: string;
};

/** What all protocols together make of a response. */
export type ParsedResponse = {
  readonly offers: readonly Offer[];
  readonly notices: readonly Notice[];
  readonly problems: readonly Problem[];
};

export const EMPTY_RESPONSE: ParsedResponse = { offers: [], notices: [], problems: [] };
