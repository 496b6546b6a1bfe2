import type { HomeView } from '../../../../messages/index.ts';
import { SpendingBars } from '../../../shared/display/SpendingBars.tsx';
import { useUi } from '../../../shared/ui.ts';
import type { PopupAct } from '../../actions.ts';
import { LinkButton } from '../request/Buttons.tsx';
import { Held } from './Held.tsx';
import { LastPayments } from './LastPayments.tsx';
import { ThisSite } from './ThisSite.tsx';

/** What the popup shows while nothing is asked for: this site, what there is to pay from, what was spent on what. */
export function Home({ home, act }: { home: HomeView | undefined; act: PopupAct }) {
  const { t } = useUi();
  if (home === undefined) return null;
  return (
    <div class="home" data-home={home.wallets.state}>
      {home.site !== undefined && <ThisSite status={home.site} />}
      <Held wallets={home.wallets} act={act} />
      <section aria-labelledby="home-spending">
        <h2 id="home-spending">{t('home_spending')}</h2>
        <SpendingBars limits={home.limits} spending={home.spending} />
      </section>
      <LastPayments payments={home.payments} />
    </div>
  );
}

/** Where there is more to see. The settings, and the developers' view, are in the bar above as well. */
export function HomeLinks({ act }: { act: PopupAct }) {
  const { t } = useUi();
  return (
    <>
      <LinkButton act="history" onClick={act.openHistory}>
        {t('home_history')}
      </LinkButton>
      <LinkButton act="limits" onClick={() => act.openSettings('limits')}>
        {t('limits')}
      </LinkButton>
      <LinkButton act="developers" onClick={act.openInspector}>
        {t('dev_open')}
      </LinkButton>
    </>
  );
}
