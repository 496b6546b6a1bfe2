import type { ParsedResponse } from '../../../core/offers/parsed-response.ts';
import { isRepeatable } from '../../../core/web/request-type.ts';
import { protocolName } from '../../../inspect/reading.ts';
import { SiteText } from '../../shared/display/SiteText.tsx';
import { moneyText } from '../../shared/format/money.ts';
import { useUi } from '../../shared/ui.ts';

/** What Farebox makes of an answer: its offers, notices and faults. */
export function ReadingPart(props: { reading: ParsedResponse; method: string }) {
  const { reading } = props;
  const isOfPage = isRepeatable(props.method);
  const ui = useUi();
  const { t } = ui;
  const { offers, notices, problems } = reading;
  const isEmpty = offers.length + notices.length + problems.length === 0;
  return (
    <section class="part">
      <h3>{t('dev_reading')}</h3>
      {isEmpty && <p>{t('dev_nothing_read')}</p>}
      <ul class="readings">
        {offers.map(({ id, protocol, method, price, network, payee, payable, why, cautions }) => (
          <li key={id}>
            <strong>
              {protocolName(protocol)} {method}
            </strong>
            {price !== undefined && (
              <> · {moneyText({ ...price, amount: price.amount.toString() }, ui)}</>
            )}
            {network !== undefined && <> · {network}</>}
            {payee !== undefined && (
              <>
                {' · '}
                <bdi class="mono">{payee}</bdi>
              </>
            )}
            {' · '}
            {payable && isOfPage
              ? t('dev_offer_payable')
              : t(why ?? (payable ? 'dev_outcome_explained' : 'error_not_payable'))}
            {cautions.map((caution) => (
              <span key={caution} class="caution">
                {t(caution)}
              </span>
            ))}
          </li>
        ))}
        {problems.map(({ protocol, field, reason }) => (
          <li key={`${protocol}${field}${reason}`} class="fault">
            <strong>{protocolName(protocol)}</strong> {field !== undefined && <code>{field}</code>}{' '}
            <span lang="en">{reason}</span>
          </li>
        ))}
        {notices.map(({ kind, code, message, service }) => (
          <li key={`${kind}${code}${message}`}>
            <strong>{kind}</strong> {service} {code !== undefined && <code>{code}</code>}{' '}
            {message !== undefined && <SiteText text={message} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
