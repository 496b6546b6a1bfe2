import type { PaymentView } from '../../../messages/index.ts';
import { Address } from '../../shared/Address.tsx';
import { Row, Rows } from '../../shared/Rows.tsx';
import { SiteName } from '../../shared/SiteName.tsx';
import { SiteText } from '../../shared/SiteText.tsx';
import { dateText } from '../../shared/time.ts';
import { useUi } from '../../shared/ui.ts';
import { Took } from './Took.tsx';

/** What was agreed to, and what the site says came of it. */
export function PaymentRows({ payment }: { payment: PaymentView }) {
  const { t, locale } = useUi();
  const { receipt, explorerUrl } = payment;
  const transaction = receipt?.transaction;
  return (
    <Rows>
      <Row label={t('row_site')}>
        <SiteName site={payment.site} />
      </Row>
      {payment.description !== undefined && (
        <Row label={t('site_says')}>
          <SiteText text={payment.description} />
        </Row>
      )}
      {payment.payee !== undefined && (
        <Row label={t('row_to')}>
          <Address address={payment.payee} />
        </Row>
      )}
      {payment.network !== undefined && (
        <Row label={t('row_network')}>
          <bdi>{payment.network.name}</bdi>
        </Row>
      )}
      <Row label={t('row_date')}>{dateText(payment.at, locale)}</Row>
      <Took payment={payment} />
      {transaction !== undefined && (
        <Row label={t('row_transaction')}>
          <Address address={transaction} />
        </Row>
      )}
      {explorerUrl !== undefined && (
        <Row label="">
          <a href={explorerUrl} target="_blank" rel="noreferrer" data-act="explorer">
            {t('explorer', new URL(explorerUrl).host)}
          </a>
        </Row>
      )}
    </Rows>
  );
}
