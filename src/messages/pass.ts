import type { ProtocolId } from '../core/offers/offer.ts';
import type { Site } from '../core/web/origin.ts';

/** A proof that may be used again. */
export type PassView = {
  readonly id: string;
  readonly site: Site;
  readonly path: string;
  readonly protocol: ProtocolId;
  readonly protocolName: string;
  /** ms: when it was paid for. */
  readonly at: number;
  /** It is used at each visit without asking. */
  readonly auto: boolean;
  /** Got in practice: no money was paid for it. */
  readonly practice?: true;
};
