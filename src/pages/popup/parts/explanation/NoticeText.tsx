import type { Notice, NoticeKind } from '../../../../core/offers/notice.ts';
import type { NoticeView } from '../../../../messages/index.ts';
import { Address } from '../../../shared/display/Address.tsx';
import { Copy } from '../../../shared/display/Copy.tsx';
import { fitsQr, Qr } from '../../../shared/display/Qr.tsx';
import { Row, Rows } from '../../../shared/display/Rows.tsx';
import { SiteText } from '../../../shared/display/SiteText.tsx';
import { moneyText } from '../../../shared/format/money.ts';
import { type MessageKey, useUi } from '../../../shared/ui.ts';
import { Countdown } from '../rows/Countdown.tsx';

const HEADING = {
  billing: 'notice_billing',
  'crawl-price': 'notice_crawl_price',
  license: 'notice_license',
  hosting: 'notice_hosting',
  pass: 'notice_pass',
  link: 'notice_link',
  unknown: 'notice_unknown',
} as const satisfies Record<NoticeKind, MessageKey>;

const WHO = {
  visitor: 'who_visitor',
  'account-holder': 'who_account_holder',
  'site-owner': 'who_site_owner',
  'bot-operator': 'who_bot_operator',
  unknown: 'who_unknown',
} as const satisfies Record<Notice['whoActs'], MessageKey>;

/** Details that are the server's own words, and not codes. */
const SAID: Readonly<Record<string, MessageKey>> = { details: 'site_says_more', hint: 'row_hint' };

/** What follows the site's name in the heading. */
export function noticeKey(kind: NoticeKind): MessageKey {
  return HEADING[kind];
}

/**
 * A notice: what it means, what the site said, who can act, where to read on. `beside` offers or faults, words of no
 * known kind are quoted only: that there is no price would be untrue.
 */
export function NoticeText({ notice, beside }: { notice: NoticeView; beside: boolean }) {
  const ui = useUi();
  const { t } = ui;
  // Links of this scheme open a Lightning wallet and no page.
  const byHand = notice.uri !== undefined && /^lightning:/i.test(notice.uri);
  return (
    <section class="notice">
      {(notice.kind !== 'unknown' || !beside) && (
        <p>{t(byHand ? 'notice_by_hand_text' : `${HEADING[notice.kind]}_text`)}</p>
      )}
      <Rows>
        {notice.money !== undefined && (
          <Row label={t('row_price')}>{moneyText(notice.money, ui)}</Row>
        )}
        {notice.payee !== undefined && (
          <Row label={t('row_to')}>
            <Address address={notice.payee} />
          </Row>
        )}
        {notice.expiresAt !== undefined && (
          <Row label={t('row_expires')}>
            <Countdown until={notice.expiresAt} />
          </Row>
        )}
        {notice.message !== undefined && (
          <Row label={t('site_says')}>
            <SiteText text={notice.message} />
          </Row>
        )}
        <Row label={t('row_who')}>{t(WHO[notice.whoActs])}</Row>
        {notice.service !== undefined && (
          <Row label={t('row_service')}>
            <bdi>{notice.service}</bdi>
          </Row>
        )}
        {notice.code !== undefined && (
          <Row label={t('row_code')}>
            <bdi class="mono">{notice.code}</bdi>
          </Row>
        )}
        {notice.details?.map(([name, value]) => {
          const label = SAID[name];
          return label === undefined ? (
            <Row key={name} label={name}>
              <bdi class="mono">{value}</bdi>
            </Row>
          ) : (
            <Row key={name} label={t(label)}>
              <SiteText text={value} />
            </Row>
          );
        })}
        {notice.uri !== undefined && (
          <Row label={t('row_link')}>
            <bdi class="mono">{notice.uri}</bdi>{' '}
            <Copy text={notice.uri} label={t('copy_part', t('row_link'))} />
          </Row>
        )}
      </Rows>
      {notice.uri !== undefined && byHand && (
        <p>
          <a href={notice.uri} target="_blank" rel="noreferrer" data-act="open-wallet">
            {t('open_wallet')}
          </a>
        </p>
      )}
      {notice.uri !== undefined && <UriCode uri={notice.uri} />}
      {notice.docUrl !== undefined && (
        <p>
          <a href={notice.docUrl} target="_blank" rel="noreferrer">
            {t('read_more', new URL(notice.docUrl).host)}
          </a>
        </p>
      )}
    </section>
  );
}

function UriCode({ uri }: { uri: string }) {
  const { t } = useUi();
  if (!fitsQr(uri)) return null;
  return (
    <details class="details">
      <summary>{t('show_qr')}</summary>
      <Qr text={uri} />
    </details>
  );
}
