import { isObject, type JsonObject, member } from '../../core/encoding/json.ts';
import { headerValues } from '../../core/web/http.ts';
import { type Family, foundIf } from '../check.ts';
import type { Facts } from '../facts/facts.ts';
import { quoted } from '../facts/facts.ts';
import { SPEC } from '../links.ts';

const SECRET =
  /"(?:client_secret|api_key|secret_key|access_token)"\s*:\s*"[^"]{8,}"|\b[sr]k_(?:live|test)_\w{8,}/;

/** The body as problem details: by its type, or by its members. Undefined where it was not read. */
function problemOf({ response, json, isBodyRead }: Facts): JsonObject | undefined {
  if (!isBodyRead) return undefined;
  const type = headerValues(response, 'content-type')[0] ?? '';
  const isSaid = /^\s*application\/problem\+json/i.test(type);
  const isShaped =
    json !== undefined && Object.hasOwn(json, 'title') && Object.hasOwn(json, 'status');
  return isSaid || isShaped ? (json ?? {}) : undefined;
}

const billOf = ({ reading, isBodyRead }: Facts) =>
  isBodyRead ? reading.notices.find(({ kind }) => kind === 'billing') : undefined;

export const problem: Family = {
  name: 'bills/problem',
  checks: [
    {
      id: 'problem-type',
      level: 'note',
      title: 'Problem details have no type, or one that is no URI',
      link: SPEC.problemDetails,
      fix: { text: 'Write a URI that explains the problem: programs tell problems apart by it.' },
      find: (facts) => {
        const found = problemOf(facts);
        const type = found && member(found, 'type');
        const isUri = typeof type === 'string' && /^[a-z][a-z0-9+.-]*:\S+$|^\//i.test(type);
        const isOpen = found !== undefined && (!isUri || type === 'about:blank');
        return foundIf(isOpen, 'body: type', 'Without it a program knows no more than the status.');
      },
    },
    {
      id: 'problem-status',
      level: 'warning',
      title: 'The status in problem details is not that of the answer',
      link: SPEC.problemDetails,
      fix: { text: 'Write the same number in both, or leave it out of the body.' },
      find: (facts) => {
        const found = problemOf(facts);
        const status = found && member(found, 'status');
        const isOther = status !== undefined && status !== facts.response.status;
        return foundIf(
          isOther,
          'body: status',
          `The body says ${quoted(status)}, the answer ${facts.response.status}.`,
        );
      },
    },
    {
      id: 'problem-content-type',
      level: 'note',
      title: 'Problem details come as another type than application/problem+json',
      link: SPEC.problemDetails,
      fix: {
        text: 'Send Content-Type: application/problem+json.',
        code: {
          express: `response.type('application/problem+json').send(JSON.stringify(problem));`,
        },
      },
      find: (facts) => {
        const type = headerValues(facts.response, 'content-type')[0] ?? '';
        const isOther = problemOf(facts) !== undefined && !/problem\+json/i.test(type);
        return foundIf(
          isOther,
          'Content-Type',
          'Clients look for problem details in that type only.',
        );
      },
    },
    {
      id: 'bill-secret',
      level: 'error',
      title: 'The body holds a secret: a client secret, a key, a token',
      link: SPEC.stripeErrors,
      fix: {
        text: 'Hand on message, code and decline_code of the payment service, not its whole object.',
      },
      find: ({ response }) =>
        foundIf(
          SECRET.test(response.body ?? ''),
          'body',
          'Whoever sees this answer can use the secret: in logs, in bug reports.',
        ),
    },
    {
      id: 'bill-reason',
      level: 'warning',
      title: 'A declined card or a bill comes without words for people',
      link: SPEC.stripeErrors,
      fix: { text: 'Write error.message: what happened, and what the customer can do.' },
      find: (facts) => {
        const bill = billOf(facts);
        return foundIf(
          bill !== undefined && bill.message === undefined,
          'body: error.message',
          'A code alone tells the customer nothing.',
        );
      },
    },
    {
      id: 'bill-link',
      level: 'note',
      title: 'A bill comes without a link to where it can be paid or read about',
      link: SPEC.stripeErrors,
      fix: { text: 'Write error.doc_url, or Link: <https://…>; rel="help".' },
      find: (facts) => {
        const bill = billOf(facts);
        const isCard = bill?.code !== undefined && /card|declin/i.test(bill.code);
        const isOpen = bill !== undefined && bill.docUrl === undefined && !isCard;
        return foundIf(
          isOpen,
          'body',
          'The customer knows that money is missing, and not where to pay.',
        );
      },
    },
    {
      id: 'bill-decline-code',
      level: 'note',
      title: 'A declined card comes without its decline code',
      link: 'https://docs.stripe.com/declines/codes',
      fix: {
        text: 'Hand on decline_code: insufficient_funds, expired_card …: it says whether to try again.',
      },
      find: (facts) => {
        const bill = billOf(facts);
        const isDeclined =
          bill?.code !== undefined && /^card_declined$|^card_error$/.test(bill.code);
        const error = facts.json && member(facts.json, 'error');
        const said = isObject(error)
          ? member(error, 'decline_code')
          : member(facts.json ?? {}, 'decline_code');
        return foundIf(
          isDeclined && said === undefined,
          'body: error.decline_code',
          'The customer does not know whether another card would help.',
        );
      },
    },
    {
      id: 'bill-quota',
      level: 'note',
      title: 'A limit that time lifts is answered by 402',
      link: 'https://www.rfc-editor.org/rfc/rfc6585.html#section-4',
      fix: { text: 'Answer 429 with Retry-After where waiting helps; 402 where money does.' },
      find: ({ response, reading, isBodyRead }) => {
        const waits = headerValues(response, 'retry-after').length > 0;
        const isBill = isBodyRead && reading.offers.length === 0 && reading.problems.length === 0;
        return foundIf(
          waits && isBill && response.status === 402,
          'Retry-After',
          'Clients retry 429 by themselves, and give up at 402.',
        );
      },
    },
  ],
};
