import type { Offer, Problem } from '../../core/offers/reading.ts';

/** An offer that has no number yet, or what is wrong with it. */
export type Found = Omit<Offer, 'id'> | Omit<Problem, 'protocol'>;
