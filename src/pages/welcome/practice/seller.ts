import { siteOf } from '../../../core/web/origin.ts';
import type {
  OfferView,
  PaymentView,
  PopupState,
  RequestView,
  WalletView,
} from '../../../messages/index.ts';
import type { Translate } from '../../shared/ui.ts';

// The seller and the wallet of the practice payment. They are values to be drawn: nothing here signs, sends, or asks the
// worker, so there is no chain, no key, no money, and nothing in the journal.

/** A host that no one can have (RFC 2606). */
const URL_OF_LETTER = 'https://practice.example/letter';
const site = siteOf(URL_OF_LETTER) ?? {
  host: '',
  prefix: '',
  strong: '',
  origin: 'null',
  secure: false,
};
const SEEN = 'practice-payment';
const PAYMENT = `${SEEN}/0`;
/** No protocol of the registry: none is spoken. */
const PROTOCOL = 'pretended';

const WALLET: WalletView = {
  id: 'practice',
  practice: true,
  texts: {
    name: 'wallet_practice',
    notEnough: 'not_enough_text',
    notCovered: 'not_covered_wallet',
    paying: 'paying_practice',
  },
};

/** Where the practice payment is. `over`: the receipt was closed. */
export type PracticeStage = 'page' | 'asks' | 'paying' | 'opening' | 'receipt' | 'over';

/** Coins that are no currency: they cannot be taken for money. */
const moneyOf = (t: Translate) =>
  ({ amount: '2', decimals: 0, currency: t('practice_coins') }) as const;

/** What the seller's 402 would say, as a developer sees it. */
function challengeOf(t: Translate): string {
  const price = moneyOf(t);
  return JSON.stringify(
    {
      practice: true,
      resource: { url: URL_OF_LETTER, description: t('practice_letter') },
      accepts: [{ scheme: PROTOCOL, amount: price.amount, asset: price.currency }],
    },
    null,
    2,
  );
}

function requestOf(t: Translate, blocked: boolean): RequestView {
  const json = challengeOf(t);
  const offer: OfferView = {
    quoteId: PAYMENT,
    hash: '0'.repeat(64),
    protocol: PROTOCOL,
    protocolName: t('practice_label'),
    method: '',
    money: moneyOf(t),
    description: t('practice_letter'),
    payable: true,
    cautions: [],
    wallet: WALLET,
    balance: '10',
  };
  return {
    seenId: SEEN,
    what: 'page',
    site,
    path: '/letter',
    method: 'GET',
    way: 'load',
    status: 402,
    offers: [offer],
    notices: [],
    problems: [],
    details: {
      url: URL_OF_LETTER,
      method: 'GET',
      status: 402,
      headers: [],
      body: json,
      decoded: [{ label: t('practice_label'), json }],
    },
    mayRefetch: false,
    blocked,
  };
}

function paymentOf(t: Translate, stage: PracticeStage, at: number): PaymentView {
  const paid = stage === 'receipt';
  return {
    id: PAYMENT,
    state: paid ? 'settled' : stage === 'opening' ? 'sent' : 'paying',
    site,
    url: URL_OF_LETTER,
    method: 'GET',
    what: 'page',
    money: moneyOf(t),
    description: t('practice_letter'),
    protocol: PROTOCOL,
    at,
    ...(paid ? { came: 'page', receipt: { outcome: 'settled' } } : {}),
    maySend: false,
    mayDownload: false,
    mayCheck: false,
    wallet: WALLET.id,
    payer: WALLET,
    paid,
    mayTakeBack: false,
    returned: false,
    mayClose: false,
    copyOnly: false,
    autoPaid: false,
    autoPay: false,
  };
}

/** What the consent sheet shows at a stage; undefined where it is closed. `at`: ms, when it was paid. */
export function sheetOf(
  t: Translate,
  stage: PracticeStage,
  at: number,
  blocked: boolean,
): PopupState | undefined {
  const tab = { tabId: -1, others: [] } as const;
  switch (stage) {
    case 'asks':
      return { ...tab, kind: 'offers', request: requestOf(t, blocked) };
    case 'paying':
    case 'opening':
    case 'receipt':
      return { ...tab, kind: stage, payment: paymentOf(t, stage, at) };
    default:
      return undefined;
  }
}
