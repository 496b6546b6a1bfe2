import { useEffect, useState } from 'preact/hooks';
import { chainChecks } from '../../../inspect/money/chain-checks.ts';
import { receiptChecks } from '../../../inspect/money/receipt-checks.ts';
import type { ReceiptResult } from '../../../inspect/money/receipt-result.ts';
import { headerTree } from '../../../inspect/tree/challenge-tree.ts';
import type { ExchangeView } from '../../../messages/index.ts';
import { printable } from '../../popup/parts/details/format-raw.ts';
import { useUi } from '../../shared/ui.ts';
import type { InspectorAct } from '../act.ts';
import { ActButton } from './ActButton.tsx';
import { Part, Raw } from './Tree.tsx';

/** The receipt, and what of it is verified: here, and on the chain when that is pressed. */
export function Receipt({ view, act }: { view: ExchangeView; act: InspectorAct }) {
  const { t } = useUi();
  const { exchange, payment } = view;
  const parts = headerTree(exchange.paid?.response.headers ?? []).filter(({ where }) =>
    /payment|receipt|cashu/i.test(where),
  );
  const checks = useChecks(view);
  const onChain =
    payment?.receipt?.transaction !== undefined &&
    payment.practice !== true &&
    payment.quote.offer.rail?.kind === 'eip3009';
  return (
    <section class="part">
      <h3>{t('dev_receipt')}</h3>
      {parts.length === 0 && payment?.receipt === undefined && <p>{t('dev_receipt_none')}</p>}
      {parts.map((part) => (
        <Part key={part.where} part={part} />
      ))}
      {payment?.receipt !== undefined && (
        <>
          <p class="muted">{t('dev_receipt_word')}</p>
          <Raw title={t('dev_receipt')} text={JSON.stringify(payment.receipt, null, 2)} />
        </>
      )}
      {checks.length > 0 && (
        <>
          <h4>{t('dev_verified')}</h4>
          <Results results={checks} />
        </>
      )}
      {onChain && <Chain view={view} act={act} />}
      {payment?.quote.offer.rail?.kind === 'ecash' && exchange.sent !== undefined && (
        <Mint view={view} act={act} />
      )}
    </section>
  );
}

/** What was verified: none until it is. */
function useChecks(view: ExchangeView): readonly ReceiptResult[] {
  const [checks, setChecks] = useState<readonly ReceiptResult[]>([]);
  useEffect(() => {
    let current = true;
    void receiptChecks(view).then((results) => {
      if (current) setChecks(results);
    });
    return () => {
      current = false;
    };
  }, [view]);
  return checks;
}

const NOT_VERIFIED = {
  elsewhere: 'dev_not_verified',
  unbound: 'dev_key_unbound',
  unknown: 'dev_key_unknown',
  signature: 'dev_signature_wrong',
} as const;

function Results({ results }: { results: readonly ReceiptResult[] }) {
  const { t } = useUi();
  const outcome = ({ holds, why, said, expected }: ReceiptResult) => {
    if (why !== undefined) return t(NOT_VERIFIED[why], printable(said));
    return holds ? t('dev_holds') : t('dev_fails', printable(said), printable(expected));
  };
  return (
    <ul class="readings">
      {results.map((each, at) => (
        <li key={`${each.check}${at}`} class={each.holds === false ? 'fault' : undefined}>
          {t(`dev_check_${each.check}`)}: {outcome(each)}
        </li>
      ))}
    </ul>
  );
}

/** What the mint says of the ecash that was sent. It learns that someone asks, so it is asked only at a press. */
function Mint({ view, act }: { view: ExchangeView; act: InspectorAct }) {
  const { t } = useUi();
  const { asked, button } = useAsk('mint', t('dev_ask_mint'), () => act.mint(view));
  return (
    <>
      {button}
      <p aria-live="polite" data-part="mint">
        {asked !== undefined &&
          ('error' in asked ? asked.error : t(`dev_mint_${asked.fate ?? 'unknown'}`))}
      </p>
    </>
  );
}

/** The chain's own log of the transaction. The node learns which one is looked at, so it is asked only at a press. */
function Chain({ view, act }: { view: ExchangeView; act: InspectorAct }) {
  const { t } = useUi();
  const { asked, button } = useAsk('chain', t('dev_ask_chain'), () => act.chain(view));
  return (
    <>
      {button}
      <div aria-live="polite">
        {asked !== undefined && 'error' in asked && <p>{asked.error}</p>}
        {asked !== undefined && 'transaction' in asked && asked.transaction !== undefined && (
          <Results results={chainChecks(view, asked.transaction)} />
        )}
      </div>
    </>
  );
}

/** A button that asks somebody else, and what was answered. It waits while it asks. */
function useAsk<Answer>(act: string, label: string, ask: () => Promise<Answer>) {
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<Answer>();
  const press = async () => {
    setBusy(true);
    setAsked(await ask());
    setBusy(false);
  };
  const button = (
    <p class="buttons">
      <ActButton act={act} busy={busy} onPress={() => void press()}>
        {label}
      </ActButton>
    </p>
  );
  return { asked, button };
}
