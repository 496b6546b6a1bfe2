import type { HomeView, Knowledge } from '../../../messages/index.ts';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../actions.ts';
import { Home, HomeLinks } from '../parts/home/Home.tsx';
import { Button, Buttons } from '../parts/request/Buttons.tsx';
import { Heading } from '../parts/request/Heading.tsx';

const TEXTS = {
  seen: 'nothing_text',
  'not-seen': 'nothing_not_seen',
  'no-page': 'nothing_no_page',
} as const;

/** No 402 is known of this page. That it has not asked is said only where Farebox saw what it answered. */
export function Nothing(props: {
  known: Knowledge;
  home?: HomeView;
  tabId: number;
  act: PopupAct;
}) {
  const { t, run } = useUi();
  const { known, home, tabId, act } = props;
  return (
    <>
      <Heading>{t(known === 'seen' ? 'nothing_title' : 'nothing_title_unknown')}</Heading>
      <p class="muted">{t(TEXTS[known])}</p>
      <Home home={home} act={act} />
      <Buttons more={<HomeLinks act={act} />}>
        {known === 'not-seen' && (
          <Button act="reload" primary onClick={() => void run('reload', { tabId })}>
            {t('load_again')}
          </Button>
        )}
      </Buttons>
    </>
  );
}
