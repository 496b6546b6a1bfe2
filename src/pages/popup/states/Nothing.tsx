import type { Knowledge } from '../../../messages/index.ts';
import { useUi } from '../../shared/ui.ts';
import { Button, Buttons } from '../parts/request/Buttons.tsx';
import { Heading } from '../parts/request/Heading.tsx';

const TEXTS = {
  seen: 'nothing_text',
  'not-seen': 'nothing_not_seen',
  'no-page': 'nothing_no_page',
} as const;

/** No 402 is known of this page. That it has not asked is said only where Farebox saw what it answered. */
export function Nothing({ known, tabId }: { known: Knowledge; tabId: number }) {
  const { t, run } = useUi();
  return (
    <>
      <Heading>{t(known === 'seen' ? 'nothing_title' : 'nothing_title_unknown')}</Heading>
      <p>{t(TEXTS[known])}</p>
      {known === 'not-seen' ? (
        <Buttons>
          <Button act="reload" primary onClick={() => void run('reload', { tabId })}>
            {t('load_again')}
          </Button>
        </Buttons>
      ) : (
        <Buttons />
      )}
    </>
  );
}
