import { isRepeatable } from '../../../core/web/request-type.ts';
import { requestFor, signedData } from '../../../inspect/money/signing.ts';
import { protocolName, quotesOf } from '../../../inspect/reading.ts';
import { headerTree } from '../../../inspect/tree/challenge-tree.ts';
import { jsonNodes } from '../../../inspect/tree/values.ts';
import type { ExchangeView } from '../../../messages/index.ts';
import { Alert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import type { InspectorAct } from '../act.ts';
import { Receipt } from './Receipt.tsx';
import { Part, Raw, Tree } from './Tree.tsx';

/** Stands in the preview for the payer's address. */
const SOMEONE = '0x0000000000000000000000000000000000000001';

/** Quotes, what is signed, the proof that was sent, and the receipt. */
export function Payment({ view, act }: { view: ExchangeView; act: InspectorAct }) {
  const { t } = useUi();
  const { exchange, payment } = view;
  return (
    <>
      <Quotes view={view} />
      <Asked view={view} />
      <section class="part">
        <h3>{t('dev_proof')}</h3>
        {exchange.sent === undefined ? (
          <p>{t('dev_proof_none')}</p>
        ) : (
          <>
            <Alert kind="warning">
              <p>{t('dev_proof_secret')}</p>
            </Alert>
            {headerTree(exchange.sent.headers).map((part) => (
              <Part key={part.where} part={part} />
            ))}
          </>
        )}
      </section>
      {(exchange.sent !== undefined || payment !== undefined) && (
        <Receipt key={exchange.id} view={view} act={act} />
      )}
    </>
  );
}

function Quotes({ view: { exchange, payment } }: { view: ExchangeView }) {
  const { t } = useUi();
  const made = quotesOf(exchange).map(({ quote }) => quote);
  const quotes = payment === undefined ? made : [payment.quote];
  if (quotes.length === 0) return null;
  return (
    <section class="part">
      <h3>{t('dev_quotes')}</h3>
      <dl class="facts">
        {quotes.map(({ id, hash, offer }) => [
          <dt key={id}>
            {protocolName(offer.protocol)} {offer.method} <bdi class="mono">{id}</bdi>
          </dt>,
          <dd key={`${id} hash`}>
            {hash !== '' && (
              <>
                {t('dev_quote_hash')}: <bdi class="mono">{hash}</bdi>
              </>
            )}
          </dd>,
        ])}
      </dl>
    </section>
  );
}

/** What the wallet was asked, or would be for each offer that can be paid. */
function Asked({ view: { exchange, payment } }: { view: ExchangeView }) {
  const { t } = useUi();
  const asked = exchange.sent?.request ?? payment?.request;
  if (asked !== undefined) {
    const data = signedData(asked as Parameters<typeof signedData>[0]);
    return <Data title={t('dev_was_signed')} data={data} />;
  }
  const now = new Date(exchange.at);
  const previews = quotesOf(exchange)
    .filter(({ offer }) => offer.payable && isRepeatable(exchange.method))
    .map(({ offer }) => ({ offer, request: requestFor(offer, SOMEONE, now) }));
  return (
    <>
      {previews.map(({ offer, request }) =>
        'error' in request ? null : (
          <div key={offer.id}>
            <Data
              title={`${t('dev_would_sign')}: ${protocolName(offer.protocol)} ${offer.method}`}
              data={signedData(request)}
              note={t('dev_preview')}
            />
          </div>
        ),
      )}
    </>
  );
}

function Data({ title, data, note }: { title: string; data: object; note?: string }) {
  const { types: _, ...shown } = data as { types?: unknown };
  return (
    <section class="part">
      <h3>{title}</h3>
      {note !== undefined && <p class="muted">{note}</p>}
      <div class="beside">
        <div class="fields">
          <Tree nodes={jsonNodes(shown as Record<string, never>, 'eip3009')} label={title} />
        </div>
        <Raw title="JSON" text={JSON.stringify(data, null, 2)} />
      </div>
    </section>
  );
}
