import type { ComponentChildren } from 'preact';
import type { Settings } from '../../../core/rules/settings.ts';
import { siteOf } from '../../../core/web/origin.ts';
import { SiteName } from '../../shared/display/SiteName.tsx';
import { TestMoney } from '../../shared/display/TestMoney.tsx';
import { dollarText } from '../../shared/format/dollars.ts';
import { dayText } from '../../shared/format/time.ts';
import { FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';

/** Sites that are treated in a way of their own: paid without asking, never, or made to wait. */
export function Sites({ settings }: { settings: Settings }) {
  const ui = useUi();
  const { t, locale, now, run } = ui;
  const granted = Object.entries(settings.grants);
  return (
    <>
      <section aria-labelledby="auto-pay-sites">
        <h2 id="auto-pay-sites">{t('auto_pay_sites')}</h2>
        {granted.length === 0 ? (
          <p class="muted">{t('auto_pay_sites_none')}</p>
        ) : (
          <ul class="list">
            {granted.map(([key, { perPayment, perDay, until, testnet, again, perMinute }]) => (
              <Line
                key={key}
                origin={key}
                act="auto-pay-revoke"
                label={t('stop')}
                press={() => run('auto-pay.revoke', { origin: key })}
              >
                <TestMoney of={{ testnet }} />
                {perMinute !== undefined && (
                  <span class="muted">
                    {t('grant_calls', siteOf(callerIn(key))?.host ?? '', perMinute.toString())}
                  </span>
                )}
                <span class="muted">
                  {t('grant', dollarText(perPayment, locale), dollarText(perDay, locale))}
                </span>
                <span class="muted">
                  {t(until > now ? 'grant_until' : 'grant_ended', dayText(until, locale))}
                </span>
                {perMinute === undefined && (
                  <label class="tick">
                    <input
                      type="checkbox"
                      data-act="auto-pay-again"
                      checked={again === true}
                      disabled={ui.busy !== undefined}
                      onChange={(event) =>
                        void run('auto-pay.again', {
                          origin: key,
                          again: event.currentTarget.checked,
                        })
                      }
                    />
                    <span>{t('grant_again')}</span>
                  </label>
                )}
              </Line>
            ))}
          </ul>
        )}
        <FailureAlert of={['auto-pay.revoke', 'auto-pay.again']} />
      </section>
      <section aria-labelledby="blocked">
        <h2 id="blocked">{t('blocked')}</h2>
        {settings.blocked.length === 0 ? (
          <p class="muted">{t('blocked_none')}</p>
        ) : (
          <ul class="list">
            {settings.blocked.map((origin) => (
              <Line
                key={origin}
                origin={origin}
                act="unblock"
                label={t('unblock')}
                press={() => run('unblock', { origin })}
              />
            ))}
          </ul>
        )}
        <FailureAlert of={['unblock']} />
      </section>
      <section aria-labelledby="held-sites">
        <h2 id="held-sites">{t('held_sites')}</h2>
        {settings.heldSites.length === 0 ? (
          <p class="muted">{t('held_sites_none')}</p>
        ) : (
          <>
            <p class="muted">{t('held_sites_text')}</p>
            <ul class="list">
              {settings.heldSites.map((origin) => (
                <Line
                  key={origin}
                  origin={origin}
                  act="let-go"
                  label={t('stop')}
                  press={() => run('calls.letGo', { origin })}
                />
              ))}
            </ul>
          </>
        )}
        <FailureAlert of={['calls.letGo']} />
      </section>
    </>
  );
}

/** The page whose calls a grant is for. */
function callerIn(key: string): string {
  return key.split(' ')[0] ?? key;
}

function Line(props: {
  origin: string;
  act: string;
  label: string;
  press: () => Promise<unknown>;
  children?: ComponentChildren;
}) {
  const { t, busy } = useUi();
  const { origin, label } = props;
  // Of a grant for calls: the site that is paid.
  const site = siteOf(origin.split(' ').at(-1) ?? origin);
  return (
    <li class="own-site" data-origin={origin}>
      <span class="payment-site">
        {site === undefined ? <bdi>{origin}</bdi> : <SiteName site={site} />}
        {props.children}
      </span>
      <button
        type="button"
        class="copy"
        data-act={props.act}
        aria-label={t('for_site', label, site?.host ?? origin)}
        disabled={busy !== undefined}
        onClick={() => void props.press()}
      >
        {label}
      </button>
    </li>
  );
}
