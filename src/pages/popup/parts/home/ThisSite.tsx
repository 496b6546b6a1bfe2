import type { ComponentChildren } from 'preact';
import { siteOf } from '../../../../core/web/origin.ts';
import type { SiteStatus } from '../../../../messages/index.ts';
import { SiteName } from '../../../shared/display/SiteName.tsx';
import { TestMoney } from '../../../shared/display/TestMoney.tsx';
import { dollarText } from '../../../shared/format/dollars.ts';
import { dayText } from '../../../shared/format/time.ts';
import { useUi } from '../../../shared/ui.ts';

/** How Farebox treats the site in front, what was spent there, and the button that changes it. */
export function ThisSite({ status }: { status: SiteStatus }) {
  const { t, run, locale, busy } = useUi();
  const { site, blocked, forbidden, grants, spent } = status;
  const { origin } = site;
  const isAsked = !blocked && grants.length === 0;
  return (
    <section
      aria-labelledby="home-site"
      data-site={blocked ? 'blocked' : isAsked ? 'asks' : 'auto'}
    >
      <h2 id="home-site">
        <SiteName site={site} />
      </h2>
      {forbidden === true && <p>{t('forbidden_text')}</p>}
      {blocked && forbidden !== true && (
        <Status
          act="unblock"
          label={t('unblock')}
          of={site.host}
          press={() => run('unblock', { origin })}
        >
          {t('home_blocked')}
        </Status>
      )}
      {isAsked && <p>{t('home_asks')}</p>}
      {!blocked &&
        grants.map(({ key, perPayment, perDay, perMinute, until, testnet }) => (
          <Status
            key={key}
            act="auto-pay-revoke"
            label={t('stop')}
            of={t('auto_pay_sites')}
            press={() => run('auto-pay.revoke', { origin: key })}
          >
            {t('home_auto_pay', dollarText(perPayment, locale), dollarText(perDay, locale))}{' '}
            {t('grant_until', dayText(until, locale))}
            {perMinute !== undefined &&
              ` · ${t('grant_calls', hostOf(key.split(' ')[0]), perMinute.toString())}`}{' '}
            <TestMoney of={{ testnet }} />
          </Status>
        ))}
      {(spent.month !== '0' || spent.testMonth === '0') && (
        <p class="muted">
          {spent.month === '0'
            ? t('home_spent_none')
            : t('home_spent', dollarText(spent.month, locale))}
        </p>
      )}
      {spent.testMonth !== '0' && (
        <p class="muted">
          {t('home_spent', dollarText(spent.testMonth, locale))}{' '}
          <TestMoney of={{ testnet: true }} />
        </p>
      )}
      {isAsked && (
        <button
          type="button"
          class="link quiet"
          data-act="block"
          disabled={busy !== undefined}
          onClick={() => void run('block', { origin })}
        >
          {t('block')}
        </button>
      )}
    </section>
  );
}

function hostOf(origin = ''): string {
  return siteOf(origin)?.host ?? origin;
}

/** What is so, and the button that ends it. */
function Status(props: {
  act: string;
  label: string;
  /** What the button is about, for those who hear it alone. */
  of: string;
  press: () => Promise<unknown>;
  children: ComponentChildren;
}) {
  const { t, busy } = useUi();
  return (
    <div class="status-line">
      <p>{props.children}</p>
      <button
        type="button"
        class="copy"
        data-act={props.act}
        aria-label={t('for_site', props.label, props.of)}
        disabled={busy !== undefined}
        onClick={() => void props.press()}
      >
        {props.label}
      </button>
    </div>
  );
}
