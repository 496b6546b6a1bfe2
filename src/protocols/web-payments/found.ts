import type { Offer } from '../../core/offers/offer.ts';
import type { Problem } from '../../core/offers/parsed-response.ts';

/** An offer that has no number yet, or what is wrong with it. */
export type Found = Omit<Offer, 'id'> | Omit<Problem, 'protocol'>;
