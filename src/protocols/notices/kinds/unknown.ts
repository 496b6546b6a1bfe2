import { bodyWords } from '../response/body.ts';
import type { NoticeReader } from '../response/reader.ts';
import { readError } from './billing.ts';

/** RFC 9110 section 15.5.3 reserves 402: a bare one means what its server means. Told only when nothing else is. */
export const readUnknown: NoticeReader = (response, soFar) => {
  const { offers, notices, problems } = soFar;
  if (offers.length + notices.length + problems.length > 0) return [];
  const error = readError(response, false, soFar);
  if (error !== undefined) return [error];
  const message = bodyWords(response);
  // What a page says is for its visitor; where nothing is said, nobody knows who can act.
  if (message === undefined) return [{ kind: 'unknown', whoActs: 'unknown' }];
  return [{ kind: 'unknown', message, whoActs: 'visitor' }];
};
