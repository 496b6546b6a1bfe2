/** A change that no unit test can notice, and why it need not: it makes no difference to what the rule says. */
export type Survivor = {
  readonly file: string;
  /** The whole line of the source that is changed, or at which the change begins. */
  readonly code: string;
  /** As `npm run mutants` prints them. */
  readonly changes: readonly string[];
  readonly why: string;
};

export const survivors: readonly Survivor[] = [
  {
    file: 'src/core/web/origin.ts',
    code: "if (url.startsWith('https://')) return true;",
    changes: ['ConditionalExpression: false'],
    why: 'a shortcut for every page that is met: what follows says the same, only slower',
  },
  {
    file: 'src/core/money/decimal.ts',
    code: "const [, whole, fraction = ''] = DECIMAL.exec(text) ?? [];",
    changes: ['ArrayDeclaration: ["Stryker was here"]'],
    why: 'the whole part is the second item, which is undefined there, too',
  },
  {
    file: 'src/core/money/decimal.ts',
    code: 'if (to >= decimals) return amount * 10n ** BigInt(to - decimals);',
    changes: ['EqualityOperator: to > decimals'],
    why: 'with as many decimals both ways multiply or divide by one',
  },
  {
    file: 'src/core/money/decimal.ts',
    code: "return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0",
    changes: ['ConditionalExpression: true'],
    why: 'for the type checker: what is no number is no safe integer',
  },
  {
    file: 'src/core/money/money.ts',
    code: "const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');",
    changes: ['EqualityOperator: amount <= 0n'],
    why: 'minus zero is zero',
  },
  {
    file: 'src/core/money/money.ts',
    code: "const [, fraction = ''] = decimal.split('.');",
    changes: ['StringLiteral: "Stryker was here!"'],
    why: 'only the length is looked at, and this is shorter than the most digits',
  },
  {
    file: 'src/core/offers/eip3009.ts',
    code: "const from = account.rail === 'eip3009' ? account.address : undefined;",
    changes: ['ConditionalExpression: true'],
    why: 'for the type checker: an account of another rail has no address',
  },
  {
    file: 'src/core/offers/invoice/invoice-payment.ts',
    code: "const invoice = typeof text === 'string' ? decodeInvoice(text) : 'is missing';",
    changes: ['StringLiteral: ""'],
    why: 'any text stands for an invoice that cannot be read; which one is not said',
  },
  {
    file: 'src/core/offers/invoice/invoice-payment.ts',
    code: "if (typeof invoice === 'string') throw new FareboxError('error_terms', 'invoice');",
    changes: ['ConditionalExpression: false', 'StringLiteral: ""'],
    why: 'for the type checker: a text has no amount, which the next lines refuse by the same error',
  },
  {
    file: 'src/core/offers/invoice/invoice-payment.ts',
    code: "if (result.rail !== 'lightning' || !isPreimageOf(result.preimage, request.paymentHash)) {",
    changes: ['ConditionalExpression: false'],
    why: 'for the type checker: a result of another rail has no preimage',
  },
  {
    file: 'src/core/offers/refusal-reasons.ts',
    code: "const text = (reason ?? '').slice(0, 200);",
    changes: ['StringLiteral: "Stryker was here!"'],
    why: 'any text that no rule knows stands for a reason that was not given',
  },
  {
    file: 'src/core/rules/auto-pay.ts',
    code: "const { initiator = '', frameId } = target;",
    changes: ['StringLiteral: "Stryker was here!"'],
    why: 'any text that is no address of http or https stands for a caller that is not known',
  },
  {
    file: 'src/core/rules/auto-pay.ts',
    code: 'if (!isCall && grant.again !== true && sameAt !== undefined && sameAt >= now - AGAIN)',
    changes: ['ConditionalExpression: true'],
    why: 'for the type checker: `undefined >= x` is false as well',
  },
  {
    file: 'src/core/rules/consent.ts',
    code: '} catch {',
    changes: ['BlockStatement: {}'],
    why: 'what is no JSON stays undefined, which is no object either',
  },
  {
    file: 'src/core/rules/consent.ts',
    code: 'const { origins = [], once = [], limits = {} } = less;',
    changes: ['ArrayDeclaration: ["Stryker was here"]'],
    why: 'no grant is kept under a text that is no origin',
  },
  {
    file: 'src/core/rules/limits.ts',
    code: 'if (price === undefined || amount === undefined) return undefined;',
    changes: [
      'LogicalOperator: price === undefined && amount === undefined',
      'ConditionalExpression: false',
    ],
    why: 'for the type checker: there is an amount exactly where there is a price',
  },
  {
    file: 'src/core/rules/limits.ts',
    code: 'const isAmount = fee !== undefined && /^\\d{1,16}$/.test(fee);',
    changes: ['ConditionalExpression: true'],
    why: 'for the type checker: the text "undefined" has no digits',
  },
  {
    file: 'src/core/rules/limits.ts',
    code: 'if (wanted === undefined || ofAsset === undefined) {',
    changes: ['ConditionalExpression: false'],
    why: 'for the type checker: without an asset there is no limit of it',
  },
  {
    file: 'src/core/rules/stricter.ts',
    code: 'return BigInt(a) < BigInt(b) ? a : b;',
    changes: ['EqualityOperator: BigInt(a) <= BigInt(b)'],
    why: 'of two equal amounts either is the lower',
  },
  {
    file: 'src/core/payment/evidence.ts',
    code: "if (state === 'settled' || hasPaid(payment)) return true;",
    changes: [
      'ConditionalExpression: false',
      "LogicalOperator: state === 'settled' && hasPaid(payment)",
      'StringLiteral: ""',
    ],
    why: 'of a payment that was settled the last line says the same: it is not one that never left',
  },
  {
    file: 'src/core/payment/evidence.ts',
    code: "state === 'refused' || (state === 'unknown' && proof !== undefined) || isByHand(payment);",
    changes: ['ConditionalExpression: true'],
    why: 'what has paid had a proof, and keeps it while it is not known how it ended',
  },
  {
    file: 'src/core/payment/evidence.ts',
    code: "const asked = state === 'unknown' && proof === undefined && request?.rail === 'lightning';",
    changes: ['ConditionalExpression: true'],
    why: 'a Lightning payment with a proof has paid, which the first line of the function asks',
  },
  {
    file: 'src/core/payment/rows/answer.ts',
    code: "if (ending?.kind === 'redirect' && isRedirected(payment)) {",
    changes: ['ConditionalExpression: true'],
    why: 'for the type checker: what is redirected ended so',
  },
  {
    file: 'src/core/payment/rows/look-up.ts',
    code: 'const waited = now - (payment.history[0]?.at ?? 0);',
    changes: ['OptionalChaining: payment.history[0].at'],
    why: 'for the type checker: a history begins with the consent',
  },
  {
    file: 'src/core/payment/rows/look-up.ts',
    code: "return isAnswered ? { payment, effects: [] } : lookUp(payment, 'timer', false, now);",
    changes: ['BooleanLiteral: true'],
    why: 'whether a page loads matters only to a proof that cannot be looked up, and that has no timer',
  },
  {
    file: 'src/core/payment/rows/look-up.ts',
    code: "next: (payment, _, now) => lookUp(payment, 'press', false, now),",
    changes: ['BooleanLiteral: true'],
    why: 'a press changes nothing of what cannot be looked up, whether its page loads or not',
  },
  {
    file: 'src/core/payment/rows/start.ts',
    code: 'return there && Math.abs(now - (history.at(-1)?.at ?? 0)) < FRESH;',
    changes: ['OptionalChaining: history.at(-1).at'],
    why: 'for the type checker: a history begins with the consent',
  },
  {
    file: 'src/core/payment/rows/start.ts',
    code: 'return validUntil !== undefined && now > validUntil;',
    changes: ['ConditionalExpression: true'],
    why: 'for the type checker: no time is greater than undefined',
  },
  {
    file: 'src/core/payment/rows/start.ts',
    code: 'return hasTimer && now - (history.at(-1)?.at ?? 0) > OLD;',
    changes: ['OptionalChaining: history.at(-1).at'],
    why: 'for the type checker: a history begins with the consent',
  },
  {
    file: 'src/core/payment/rows/sendable.ts',
    code: 'if (proof.validUntil !== undefined && proof.validUntil - now < RUNWAY) {',
    changes: ['ConditionalExpression: true'],
    why: 'for the type checker: without an end there is no number, and that is less than none',
  },
  {
    file: 'src/core/payment/rows/sendable.ts',
    code: '} catch {',
    changes: ['BlockStatement: {}'],
    why: 'every caller takes undefined for no',
  },
  {
    file: 'src/core/payment/summary.ts',
    code: 'if (!isOpen(payment)) return false;',
    changes: ['ConditionalExpression: false'],
    why: 'a record that has ended keeps no proof, and is not unknown',
  },
  {
    file: 'src/background/payments/outcome.ts',
    code: 'offer.price?.asset?.toLowerCase() === paid.price?.asset?.toLowerCase();',
    changes: ['OptionalChaining: paid.price.asset'],
    why: 'for the type checker: what was paid had a price',
  },
  {
    file: 'src/background/payments/outcome.ts',
    code: 'const same = offers.some((offer) => like(offer) && offer.price?.amount === paid.price?.amount);',
    changes: ['OptionalChaining: paid.price.amount'],
    why: 'for the type checker: what was paid had a price',
  },
  {
    file: 'src/protocols/cashu/proof.ts',
    code: "const decoded = decodeRequest(typeof text === 'string' ? text : '');",
    changes: ['StringLiteral: "Stryker was here!"'],
    why: 'any text that is no request stands for one that is missing',
  },
  {
    file: 'src/protocols/l402/proof.ts',
    code: "typeof paymentHash === 'string';",
    changes: ['ConditionalExpression: true'],
    why: 'a hash that is no text is not that of the request, which the proof asks by the same error',
  },
  {
    file: 'src/protocols/mpp/proof-lightning.ts',
    code: "const own = asked.rail === 'lightning' && asked.invoice === lower(invoiceOf(terms));",
    changes: ['ConditionalExpression: true'],
    why: 'for the type checker: a request of another rail is refused by the same error when its preimage is asked for',
  },
  {
    file: 'src/protocols/mpp/proof.ts',
    code: "const [[name, value] = ['', '']] = sent.headers;",
    changes: ['StringLiteral: "Stryker was here!"'],
    why: 'any other name than the one that is looked for stands for a proof without headers',
  },
  {
    file: 'src/protocols/mpp/proof.ts',
    code: 'if (end !== undefined && end - now.getTime() < RUNWAY)',
    changes: ['ConditionalExpression: true'],
    why: 'for the type checker: without an end there is no number, and that is less than none',
  },
  {
    file: 'src/protocols/mpp/proof-evm.ts',
    code: "const facts = evm({ ...read, intent: 'charge', amount });",
    changes: ['StringLiteral: ""'],
    why: 'what an evm charge comes to does not depend on the intent, which was asked before',
  },
  {
    file: 'src/protocols/mpp/proof-evm.ts',
    code: "if ('reason' in facts || facts.why !== undefined) throw new FareboxError('error_terms');",
    changes: [
      'ConditionalExpression: false',
      "LogicalOperator: 'reason' in facts && facts.why !== undefined",
      'StringLiteral: ""',
    ],
    why: 'for the type checker: what is not payable has no rail, and the offer does not agree',
  },
  {
    file: 'src/protocols/mpp/proof-evm.ts',
    code: "if (!agrees || amount === undefined || payee === undefined) throw new FareboxError('error_terms');",
    changes: ['ConditionalExpression: false'],
    why: 'for the type checker: a charge without amount or payee is not payable',
  },
  {
    file: 'src/protocols/web-payments/pay-header.ts',
    code: "const [, method = '', digits, address = '', data] = PARTS.exec(way) ?? [];",
    changes: ['StringLiteral: "Stryker was here!"', 'ArrayDeclaration: ["Stryker was here"]'],
    why: 'where one part is missing all are, and a line without digits is not read',
  },
  {
    file: 'src/protocols/x402/proof/eip3009.ts',
    code: 'if (!agrees || amount === undefined || payTo === undefined || timeout === undefined) {',
    changes: ['ConditionalExpression: false'],
    why: 'for the type checker: where one is missing the entry says why it is not paid',
  },
  {
    file: 'src/protocols/x402/proof/eip3009.ts',
    code: "if (scheme === undefined || network === undefined) throw new FareboxError('error_terms');",
    changes: [
      'ConditionalExpression: false',
      'LogicalOperator: scheme === undefined && network === undefined',
      'StringLiteral: ""',
    ],
    why: 'for the type checker: where one is missing the entry says why it is not paid',
  },
  {
    file: 'src/protocols/x402/proof/eip3009.ts',
    code: 'asset !== undefined &&',
    changes: ['ConditionalExpression: true'],
    why: 'for the type checker: of an unknown token the entry says why it is not paid',
  },
  {
    file: 'src/protocols/x402/proof/lightning.ts',
    code: "if (invoice === undefined || entry.why !== undefined) throw new FareboxError('error_terms');",
    changes: ['ConditionalExpression: false'],
    why: 'for the type checker: where the invoice is missing the entry says why it is not paid',
  },
  {
    file: 'src/protocols/x402/proof/lightning.ts',
    code: "const written = extraOf(terms.accepted)?.['invoice'];",
    changes: ["OptionalChaining: extraOf(terms.accepted)['invoice']"],
    why: 'for the type checker: the invoice that was read stands in extra',
  },
  {
    file: 'src/protocols/x402/proof/proof.ts',
    code: '...(resource === undefined ? {} : { resource }),',
    changes: ['ConditionalExpression: false'],
    why: 'JSON has no member for what is undefined',
  },
  {
    file: 'src/protocols/x402/proof/proof.ts',
    code: '...(extensions === undefined ? {} : { extensions }),',
    changes: ['ConditionalExpression: false'],
    why: 'JSON has no member for what is undefined',
  },
  {
    file: 'src/wallets/evm/check-request.ts',
    code: "need(domain.name === asset?.name, 'domain.name');",
    changes: ['OptionalChaining: asset.name'],
    why: 'for the type checker: of an unknown token the line before has thrown',
  },
  {
    file: 'src/wallets/evm/check-request.ts',
    code: "need(domain.version === asset?.version, 'domain.version');",
    changes: ['OptionalChaining: asset.version'],
    why: 'for the type checker: of an unknown token an earlier line has thrown',
  },
  {
    file: 'src/wallets/nwc/invoice.ts',
    code: "const known = typeof fee === 'number' && Number.isSafeInteger(fee) && fee >= 0;",
    changes: ['ConditionalExpression: true'],
    why: 'what is no number is no safe integer; the first condition tells the compiler so',
  },
  {
    file: 'src/wallets/nwc/invoice.ts',
    code: "return typeof invoice !== 'string' && invoice.createdAt > moment;",
    changes: ['ConditionalExpression: true', 'StringLiteral: ""'],
    why: 'an error text has no createdAt, and undefined is greater than no moment',
  },
  {
    file: 'src/wallets/ecash/proofs/select-proofs.ts',
    code: 'const values = denominations.toSorted((a, b) => (a < b ? 1 : -1));',
    changes: ['EqualityOperator: a <= b'],
    why: 'a keyset names each amount once',
  },
  {
    file: 'src/wallets/ecash/proofs/select-proofs.ts',
    code: 'const cheap = coins.toSorted((a, b) => (feePpk(a.id) < feePpk(b.id) ? -1 : 1));',
    changes: ['EqualityOperator: feePpk(a.id) <= feePpk(b.id)'],
    why: 'of coins that cost the same, either may be taken',
  },
  {
    file: 'src/wallets/ecash/proofs/select-proofs.ts',
    code: 'const last = held < most ? held : most;',
    changes: ['EqualityOperator: held <= most'],
    why: 'where both are the same, either is',
  },
];
