import { Heading } from '../../popup/parts/request/Heading.tsx';
import { Limits } from '../../settings/limits/Limits.tsx';
import { Collapsible } from '../../shared/display/Collapsible.tsx';
import { Row, Rows } from '../../shared/display/Rows.tsx';
import { dollarText } from '../../shared/format/dollars.ts';
import { useUi } from '../../shared/ui.ts';
import type { WelcomeModel } from '../model.ts';

const LIMITS = [
  ['perPayment', 'limit_payment'],
  ['perSiteDay', 'limit_site_day'],
  ['perDay', 'limit_day'],
  ['perMonth', 'limit_month'],
] as const;

/** What may be spent at most, and the way to change it. */
export function LimitsStep({ model }: { model: WelcomeModel }) {
  const { t, locale } = useUi();
  const { limits } = model.settings;
  return (
    <>
      <Heading>{t('limits_step_heading')}</Heading>
      <p class="lead">{t('limits_step_text')}</p>
      <div class="card">
        <Rows>
          {LIMITS.map(([key, label]) => {
            const most = limits[key];
            return (
              <Row key={key} label={t(label)}>
                {most === undefined ? t('limit_off') : t('spent', dollarText(most, locale))}
              </Row>
            );
          })}
        </Rows>
      </div>
      <Collapsible summary={t('limits_step_change')} act="change-limits" card>
        {() => <Limits limits={limits} spending={undefined} networks={model.networks} />}
      </Collapsible>
    </>
  );
}
