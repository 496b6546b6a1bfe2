import { pathOf } from '../../../../core/web/http.ts';
import type { PaymentView } from '../../../../messages/index.ts';
import { Address } from '../../../shared/display/Address.tsx';
import { Copy } from '../../../shared/display/Copy.tsx';
import { Row, Rows } from '../../../shared/display/Rows.tsx';
import { SiteName } from '../../../shared/display/SiteName.tsx';
import { SiteText } from '../../../shared/display/SiteText.tsx';
import { satText, shortAddress } from '../../../shared/format/money.ts';
import { dateText } from '../../../shared/format/time.ts';
import { walletText } from '../../../shared/format/wallets.ts';
import { useUi } from '../../../shared/ui.ts';
import { ChangeRows } from './ChangeRows.tsx';
import { ExtraRows } from './ExtraRows.tsx';
import { RequestRow } from './RequestRow.tsx';
import { TakenByPayer } from './TakenByPayer.tsx';

/** What was agreed to, and what the site says came of it. */
export function PaymentRows({ payment }: { payment: PaymentView }) {
  const ui = useUi();
  const { t, locale } = ui;
  const { receipt, explorerUrl } = payment;
  const { texts } = payment.payer;
  const transaction = receipt?.transaction;
  return (
    <Rows>
      <Row label={t('row_site')}>
        <SiteName site={payment.site} />
      </Row>
      <RequestRow what={payment.what} method={payment.method} path={pathOf(payment.url)} />
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
      {/* A wallet with a row of its own is the one that Farebox has built in: it need not be named. */}
      {texts.row === undefined && <Row label={t('row_wallet')}>{t(walletText(texts.name))}</Row>}
      <TakenByPayer payment={payment} />
      <ExtraRows extra={payment.extra} />
      <ChangeRows payment={payment} />
      {payment.fee !== undefined && <Row label={t('row_fee')}>{satText(payment.fee, ui)}</Row>}
      {payment.preimage !== undefined && (
        <Row label={t('row_preimage')}>
          <span class="address">
            <bdi class="mono" title={payment.preimage}>
              {shortAddress(payment.preimage)}
            </bdi>{' '}
            <Copy
              text={payment.preimage}
              label={t('copy_part', t('row_preimage'))}
              act="copy-preimage"
            />
          </span>
        </Row>
      )}
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
