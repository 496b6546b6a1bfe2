import { decodeBase64Text } from '../../core/encoding/base64.ts';
import { isObject, member, parseJson } from '../../core/encoding/json.ts';
import { parseBaseUnits } from '../../core/money/money.ts';
import { networkById } from '../../core/money/networks.ts';
import { type HttpResponse, headerValues } from '../../core/web/http.ts';
import { registry } from '../../protocols/index.ts';
import { readBlob } from '../../protocols/x402/challenge/blob.ts';
import { type Family, foundIf } from '../check.ts';
import { type Facts, isRead, quoted, responseOf } from '../facts/facts.ts';
import { SPEC } from '../links.ts';
import { MPP_CHARGE_CODE } from '../recipes.ts';

const PAYMENT_RESPONSE = 'PAYMENT-RESPONSE';
/** What servers say to everyone, also before a payment. */
const NO_REASON = /^payment[ _-]?required$|^(?:x-payment|payment-signature) header is required$/i;

function answerOf({ exchange }: Facts): HttpResponse | undefined {
  const answer = exchange.paid?.answer;
  return answer && responseOf(exchange, answer);
}

/** Whether its body was read: a reason or a new challenge may be there. */
function isAnswerRead({ exchange }: Facts): boolean {
  const answer = exchange.paid?.answer;
  return answer !== undefined && isRead(exchange, answer);
}

const isSuccess = ({ status }: HttpResponse) => status >= 200 && status < 300;

/** The settlement that the answer tells (x402). */
function settlementOf(answer: HttpResponse) {
  const values = ['PAYMENT-RESPONSE', 'X-PAYMENT-RESPONSE'].flatMap((name) =>
    headerValues(answer, name),
  );
  return readBlob(values);
}

function receiptOf(answer: HttpResponse) {
  const value = headerValues(answer, 'payment-receipt')[0];
  const json = value === undefined ? undefined : parseJson(decodeBase64Text(value) ?? '');
  return value === undefined ? undefined : isObject(json) ? json : 'fault';
}

export const answer: Family = {
  name: 'paid/answer',
  checks: [
    {
      id: 'paid-server-error',
      level: 'error',
      title: 'The paid request is answered by a server error',
      link: SPEC.x402Errors,
      fix: {
        text: 'Settle after the page succeeded, and answer 502 without settling when the facilitator fails; say in the body whether money moved.',
        code: MPP_CHARGE_CODE,
      },
      find: (facts) => {
        const paid = answerOf(facts);
        const reason = 'The payer cannot know whether the money has moved, and may pay again.';
        return foundIf((paid?.status ?? 0) >= 500, `paid answer: status ${paid?.status}`, reason);
      },
    },
    {
      id: 'paid-refused-silent',
      level: 'warning',
      title: 'A proof is refused without a reason',
      link: SPEC.x402Errors,
      fix: {
        text: "Say why: error in the new challenge (x402), problem details (MPP), X-Reason (Cashu, Lightning). The facilitator's invalidReason is the reason.",
        code: {
          express: `const { isValid, invalidReason } = await facilitator.verify(payload, requirements); // invalidReason → error`,
        },
      },
      find: (facts) => {
        const paid = answerOf(facts);
        if (paid === undefined || ![400, 401, 402, 412].includes(paid.status)) return [];
        const ids = new Set(facts.reading.offers.map(({ protocol }) => protocol));
        const said = [...ids].some((id) => {
          const receipt = registry.payingById(id)?.receipt(paid);
          const { reason = '', message = '' } = receipt ?? {};
          return [reason, message].some((text) => text !== '' && !NO_REASON.test(text));
        });
        const reason = 'The answer looks like the first 402: the payer cannot tell what to change.';
        return foundIf(ids.size > 0 && !said && isAnswerRead(facts), 'paid answer', reason);
      },
    },
    {
      id: 'paid-no-challenge',
      level: 'warning',
      title: 'A proof is refused by a 402 without a new challenge',
      link: SPEC.mppStatus,
      fix: { text: 'Send a fresh challenge with each 402, also when the settlement failed.' },
      find: (facts) => {
        const paid = answerOf(facts);
        if (paid?.status !== 402) return [];
        const isOpen =
          isAnswerRead(facts) &&
          registry.read(paid).offers.length === 0 &&
          facts.reading.offers.length > 0;
        return foundIf(isOpen, 'paid answer', 'The payer has nothing to pay by again.');
      },
    },
    {
      id: 'paid-terms-changed',
      level: 'warning',
      title: 'After the proof another price or payee is asked',
      link: SPEC.x402Required,
      fix: {
        text: 'Keep terms for as long as a challenge is good: answer the proof by the terms that it was made for.',
      },
      find: (facts) => {
        const paid = answerOf(facts);
        if (paid?.status !== 402) return [];
        const [now] = registry.read(paid).offers;
        const { offers } = facts.reading;
        const isKept = offers.some(
          (offer) => offer.price?.amount === now?.price?.amount && offer.payee === now?.payee,
        );
        const isChanged = now !== undefined && offers.length > 0 && !isKept;
        return foundIf(
          isChanged,
          'paid answer',
          'A client that pays again pays other terms than its user saw.',
        );
      },
    },
    {
      id: 'paid-no-receipt',
      level: 'note',
      title: 'The paid answer has no receipt header',
      link: SPEC.x402Response,
      fix: {
        text: 'Send PAYMENT-RESPONSE (x402) or Payment-Receipt (MPP) with the page: it is what the payer keeps.',
        code: { mppx: `return result.withReceipt(Response.json(data));` },
      },
      find: (facts) => {
        const paid = answerOf(facts);
        if (paid === undefined || !isSuccess(paid)) return [];
        const isAsked = facts.x402.challenge !== undefined || facts.auth.payments.length > 0;
        const isThere = settlementOf(paid) !== undefined || receiptOf(paid) !== undefined;
        return foundIf(
          isAsked && !isThere,
          'paid answer: headers',
          'The payer has no transaction to show.',
        );
      },
    },
    {
      id: 'paid-receipt-form',
      level: 'warning',
      title: 'The receipt cannot be read, or lacks what it must say',
      link: SPEC.x402Settled,
      fix: {
        text: 'PAYMENT-RESPONSE: success, transaction, network (CAIP-2). Payment-Receipt: status "success", method, timestamp, reference.',
      },
      find: (facts) => {
        const paid = answerOf(facts);
        if (paid === undefined) return [];
        const settled = settlementOf(paid);
        const receipt = receiptOf(paid);
        const own = settled !== undefined && 'object' in settled ? settled.object : undefined;
        const network = own && member(own, 'network');
        const isV2 = facts.x402.version?.version === 2;
        const faults = [
          settled !== undefined && 'fault' in settled ? settled.fault : undefined,
          own && typeof member(own, 'success') !== 'boolean' ? 'success is missing.' : undefined,
          own && typeof member(own, 'transaction') !== 'string'
            ? 'transaction is missing.'
            : undefined,
          own && isV2 && (typeof network !== 'string' || networkById(network) === undefined)
            ? 'network is missing, or not in CAIP-2.'
            : undefined,
        ].filter((fault) => fault !== undefined);
        const isBroken =
          receipt === 'fault' || (receipt !== undefined && member(receipt, 'status') !== 'success');
        return [
          ...faults.map((reason) => ({ field: `paid answer: ${PAYMENT_RESPONSE}`, reason })),
          ...foundIf(
            isBroken,
            'paid answer: Payment-Receipt',
            'It is no base64url of an object with status "success".',
          ),
        ];
      },
    },
    {
      id: 'paid-settlement-failed',
      level: 'error',
      title: 'The page is served though the receipt says that the settlement failed',
      link: SPEC.x402Response,
      fix: {
        text: 'Answer 402 with the reason when settlement fails; a payer takes 200 for paid.',
      },
      find: (facts) => {
        const paid = answerOf(facts);
        const settled = paid && settlementOf(paid);
        const isFailed =
          settled !== undefined &&
          'object' in settled &&
          member(settled.object, 'success') === false;
        const isServed = paid !== undefined && isSuccess(paid) && isFailed;
        return foundIf(
          isServed,
          `paid answer: ${PAYMENT_RESPONSE}`,
          'success is false: the shop gives the page away.',
        );
      },
    },
    {
      id: 'paid-receipt-on-error',
      level: 'error',
      title: 'A receipt comes with an answer that is no success',
      link: SPEC.mppReceipt,
      fix: {
        text: 'Send Payment-Receipt with 2xx only. If money has moved, deliver the page or give it back.',
      },
      find: (facts) => {
        const paid = answerOf(facts);
        const isThere = paid !== undefined && !isSuccess(paid) && receiptOf(paid) !== undefined;
        return foundIf(
          isThere,
          'paid answer: Payment-Receipt',
          'It says paid, and nothing was delivered.',
        );
      },
    },
    {
      id: 'paid-took-more',
      level: 'error',
      title: 'The receipt names a higher amount than was asked',
      link: SPEC.x402Settled,
      fix: { text: 'Settle at most the amount of the entry that was accepted.' },
      find: (facts) => {
        const paid = answerOf(facts);
        const settled = paid && settlementOf(paid);
        if (settled === undefined || !('object' in settled)) return [];
        const taken = parseBaseUnits(member(settled.object, 'amount'));
        const most = facts.x402.entries
          .map(({ entry }) =>
            parseBaseUnits(member(entry, 'amount') ?? member(entry, 'maxAmountRequired')),
          )
          .reduce<bigint>(
            (high, value) => (value !== undefined && value > high ? value : high),
            0n,
          );
        const isMore = taken !== undefined && most > 0n && taken > most;
        return foundIf(
          isMore,
          `paid answer: ${PAYMENT_RESPONSE}.amount`,
          `It took ${taken}, and asked for ${most}.`,
        );
      },
    },
    {
      id: 'paid-proof-header',
      level: 'error',
      title: 'The proof was sent in another header than the challenge asks for',
      link: SPEC.x402Signature,
      fix: {
        text: 'Answer in the version of the challenge: PAYMENT-SIGNATURE for 2, X-PAYMENT for 1; Payment-Authorization where header= says so.',
      },
      find: (facts) => {
        const names = (facts.exchange.paid?.headers ?? []).map(([name]) => name.toLowerCase());
        const { x402, auth } = facts;
        if (names.length === 0) return [];
        const version = x402.version?.version;
        const [right, wrong] =
          version === 1 ? ['x-payment', 'payment-signature'] : ['payment-signature', 'x-payment'];
        const isOld = version !== undefined && names.includes(wrong) && !names.includes(right);
        const header = auth.payments[0]?.params.get('header')?.toLowerCase();
        const isMoved =
          header === 'payment-authorization' &&
          names.includes('authorization') &&
          !names.includes(header);
        const reason = `The server reads ${quoted(isMoved ? 'Payment-Authorization' : right.toUpperCase())}: the proof was not seen.`;
        return foundIf(
          isOld || isMoved,
          `paid request: ${isMoved ? 'Authorization' : wrong.toUpperCase()}`,
          reason,
        );
      },
    },
  ],
};
