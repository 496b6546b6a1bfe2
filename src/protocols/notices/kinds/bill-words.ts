import type { ErrorBody } from '../response/error-body.ts';

/**
 * Words of a bill, at the start of a word: credit, balance, quota, plan, subscription, card, invoice that is due. Without
 * case, accents and the punctuation of codes (`NoCredit` and `NO_CREDIT` are "no credit").
 */
const LATIN = new RegExp(
  `\\b(?:${[
    // English; many of these are the words of other languages, too (quota, saldo, plan).
    'credits?\\b|credit[ ]?(?:card|limit|line|note)|no ?credit|balance|quotas?\\b|plans?\\b|paid plan|subscri|billing|bill(?:s|ed)?\\b',
    'cards?\\b|cvc|cvv|declin|payment (?:method|instrument|failed)|instrument declined|insufficient (?:funds|quota)|(?:no|out of|not enough) funds',
    'unpaid|past ?due|overdue|arrears|outstanding|delinquent|dunning|trial|upgrade|top(?:ped)?[ ]?up|recharge|prepaid',
    'invoices? (?:is |are |was )?(?:due|overdue|open|past)|(?:open|due|late) invoices?',
    '(?:usage|spend|spending|monthly|daily|weekly|free|budget|plan) (?:limit|tier|cap)|(?:limit|cap) (?:is |was |has been )?(?:reached|exceeded|hit)|exceed(?:s|ed)? .{0,40}(?:limit|quota|cap)|over ?limit|free ?tier|budget',
    'used up|none left|no \\w{1,20} left|not enough|(?:no|buy) (?:more )?seats?|sign up|membership|member ?only|acquirer|issuer|(?:the|your) bank|collect(?:ion)? fail',
    'your account|account .{0,40}(?:suspend|restrict|disabl|deactivat|block|lock|hold|frozen|limit)|(?:suspend|restrict|disabl)\\w* .{0,20}account',
    'licen[cs]e (?:\\w+ )?(?:expired|lapsed|ended|key|seat)|lapsed|account .{0,20}empty',
    // German, Dutch, Nordic. Words that also name a price or an invoice to be paid now (Rechnung, tarif, facture) count
    // only with what makes them a bill.
    'kontingent|(?:ihr\\w{0,2}|im|dem|hoherer?n?|kostenlose[nr]?) tarif|tarifs? (?:wechsel|andern)|abo(?:s|nn)?\\b|abonn|mahn|zahlungs(?:mittel|verzug)',
    '(?:offene|unbezahlte|fallige|uberfallige|ausstehende)\\w? rechnung|rechnung\\w{0,2} .{0,30}(?:offen|fallig|uberfallig|unbezahlt|nicht bezahlt)',
    'probezeit|testphase|kredit|karte|konto|tegoed|kaart|proefperiode|openstaande|saldo|prenumer|forfallen|kort\\b',
    // French, Spanish, Portuguese, Italian, Romanian.
    'solde|forfait|cartes?\\b|impaye|epuise|essai|moyen de paiement|factures? .{0,30}(?:due|retard|echue|attente)',
    'credito|tarjeta|suscri|cuota|cupo\\b|fondos|vencid|pendiente|impag|cartao|assinatura|cota\\b|fundos|atrasad',
    'carta (?:di|rifiut|scad|non)|abbonamento|scadut|insolut|piano\\b|ricarica|crediti|recarga|abonament|restant',
    // Polish, Czech, Turkish, Indonesian, Vietnamese (which loses its accents here).
    'subskrypc|karta|srodk|srodek|predplat|zustatek|bakiye|kredi|abonelik|kart(?:iniz|in|i)?\\b|kota|kuota|langganan|tagihan|so du|han muc',
  ].join('|')})`,
);
/** Parts of words, for languages that join them: German. */
const JOINED = /guthaben|kreditkarte|zahlungskarte|kontostand/;
/** Other scripts, which set no or other limits round a word. */
const OTHER_SCRIPTS =
  /余额|餘額|欠费|欠費|额度|額度|配额|配額|信用卡|银行卡|订阅|訂閱|套餐|账单|帳單|积分|點數|充值|儲值|账户|帳戶|賬戶|残高|クレジット|請求書|サブスク|カード|プラン|購読|契約|未払|支払い方法|잔액|크레딧|구독|카드|청구|요금제|한도|баланс|подписк|карт[аыуео]|тариф|кредит|средств|квот|лимит|задолженност|счет не оплачен|підписк|рахун|رصيد|اشتراك|بطاقة|فاتورة|יתרה|מנוי|אשראי|क्रेडिट|सदस्यता|कार्ड|बकाया|ยอดเงิน|เครดิต|สมาชิก|บัตร|υπόλοιπο|υπολοιπο|συνδρομ|κάρτα|καρτα/;

/** Details that only a card processor sends. */
const CARD_DETAILS = new Set(['decline_code', 'advice_code', 'network_decline_code']);

/**
 * True where an error speaks of a bill with the site: of a card, an account, a credit, a plan, a quota, an invoice that
 * is due, in some of the languages that servers speak. The name of the status and "pay first" speak of none.
 */
export function speaksOfBill({ code, message, docUrl, details }: ErrorBody): boolean {
  if (details.some(([name]) => CARD_DETAILS.has(name))) return true;
  const said = [code, message, pathOf(docUrl), ...details.map(([, value]) => value)];
  return said.some((text) => {
    const plain = plainOf(text ?? '');
    return LATIN.test(plain) || JOINED.test(plain) || OTHER_SCRIPTS.test(plain);
  });
}

/** `https://shop.example/settings/billing#plans` speaks as well as a sentence; a host is a name. */
function pathOf(url: string | undefined): string | undefined {
  return url?.replace(/^https:\/\/[^/]*/, '').replace(/[/?#=&]+/g, ' ');
}

/** Lower case, words apart, Latin, Greek and Cyrillic letters without their marks. */
function plainOf(text: string): string {
  return text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_.:\d-]+/g, ' ')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/ +/g, ' ');
}
