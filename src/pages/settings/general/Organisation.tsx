import { BITCOIN, DOLLAR_LIMITS } from '../../../core/rules/limits.ts';
import type { OrganisationView } from '../../../messages/settings/organisation.ts';
import { Row, Rows } from '../../shared/display/Rows.tsx';
import { amountInput, dollarText } from '../../shared/format/dollars.ts';
import { walletText } from '../../shared/format/wallets.ts';
import { Alert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { LIMIT_LABELS } from '../limits/labels.ts';

/** What the organisation that manages the browser has set, which the user cannot change. */
export function Organisation({ organisation }: { organisation: OrganisationView | undefined }) {
  const { t, locale } = useUi();
  if (organisation === undefined) return null;
  const { limits, allowedSites, blockedSites, walletsOff, damaged } = organisation;
  const satoshi = limits.perAssetDay?.[BITCOIN];
  return (
    <section aria-labelledby="organisation">
      <h2 id="organisation">{t('organisation')}</h2>
      <p class="muted">{t('organisation_text')}</p>
      {damaged.length > 0 && (
        <Alert kind="warning">
          <p>
            {damaged.includes('')
              ? t('organisation_unreadable')
              : t('organisation_damaged', damaged.join(', '))}
          </p>
        </Alert>
      )}
      <Rows>
        {DOLLAR_LIMITS.map((key) => {
          const micros = limits[key];
          if (micros === undefined) return null;
          return (
            <Row key={key} label={t(LIMIT_LABELS[key])}>
              {t('at_most', `${dollarText(micros, locale)} ${t('us_dollars')}`)}
            </Row>
          );
        })}
        {satoshi !== undefined && (
          <Row label={t('limit_bitcoin')}>
            {t('at_most', `${amountInput(satoshi, 3, locale)} sat`)}
          </Row>
        )}
        {allowedSites !== undefined && (
          <Row label={t('organisation_allowed')}>
            <Sites sites={allowedSites} />
          </Row>
        )}
        {blockedSites.length > 0 && (
          <Row label={t('organisation_blocked')}>
            <Sites sites={blockedSites} />
          </Row>
        )}
        {walletsOff.length > 0 && (
          <Row label={t('organisation_wallets_off')}>
            {walletsOff.map((name) => t(walletText(name))).join(', ')}
          </Row>
        )}
      </Rows>
    </section>
  );
}

function Sites({ sites }: { sites: readonly string[] }) {
  const { t } = useUi();
  if (sites.length === 0) return <>{t('none')}</>;
  return (
    <ul class="plain">
      {sites.map((site) => (
        <li key={site}>
          <bdi>{site}</bdi>
        </li>
      ))}
    </ul>
  );
}
