import { useEffect, useState } from 'preact/hooks';
import type { PopupAct } from '../../popup/actions.ts';
import { Heading } from '../../popup/parts/request/Heading.tsx';
import { Sheet } from '../../popup/Sheet.tsx';
import { type Ui, UiProvider, useUi } from '../../shared/ui.ts';
import { type PracticeStage, sheetOf } from './seller.ts';

/** ms: how long the pretended wallet and the pretended page take, so that each step can be read. */
const TAKES = 900;

/**
 * A small page that asks for a payment, and the very consent sheet over it. The commands of the sheet end here: none of
 * them is sent to the worker.
 */
export function PracticeShop(props: {
  openSettings: (section?: string) => void;
  paid: () => void;
}) {
  const ui = useUi();
  const { t, now } = ui;
  const [stage, go] = useState<PracticeStage>('page');
  const [at, setAt] = useState(now);
  const [blocked, block] = useState(false);
  useEffect(() => {
    const next = stage === 'paying' ? 'opening' : stage === 'opening' ? 'receipt' : undefined;
    if (next === undefined) return undefined;
    const timer = setTimeout(() => {
      go(next);
      if (next === 'receipt') props.paid();
    }, TAKES);
    return () => clearTimeout(timer);
  }, [stage]);
  const run: Ui['run'] = async (command) => {
    if (command === 'pay') {
      setAt(Date.now());
      go('paying');
    } else if (command === 'dismiss') go('page');
    else if (command === 'block') block(true);
    else if (command === 'unblock') block(false);
    else if (command === 'payment.seen') go('over');
    return undefined;
  };
  const nothing = () => undefined;
  const act: PopupAct = {
    show: nothing,
    checkBalance: async () => true,
    allow: nothing,
    allowDownloads: async () => false,
    openSettings: props.openSettings,
    openInspector: nothing,
    openHistory: nothing,
    openWelcome: nothing,
    close: nothing,
  };
  const state = sheetOf(t, stage, at, blocked);
  const isOpened = stage === 'receipt' || stage === 'over';
  return (
    <div class="practice-box" data-practice={stage}>
      <section class="practice-shop" aria-label={t('practice_shop')}>
        <p class="practice-bar">
          <bdi>practice.example</bdi> <span class="chip">{t('practice_label')}</span>
        </p>
        <article>
          <h2>{t('practice_letter')}</h2>
          <p>{t('practice_teaser')}</p>
          {isOpened ? (
            <p data-opened>{t('practice_opened')}</p>
          ) : (
            <button
              type="button"
              class={stage === 'page' ? 'primary' : 'secondary'}
              data-act="open-letter"
              disabled={stage !== 'page'}
              onClick={() => go('asks')}
            >
              {t('practice_open')}
            </button>
          )}
        </article>
      </section>
      {state !== undefined && (
        <div class="practice-sheet">
          <p class="practice-bar">
            <span class="brand">
              <img src="/icons/32.png" width="16" height="16" alt="" />
              {t('extension_name')}
            </span>
            <span class="chip">{t('practice_label')}</span>
          </p>
          <UiProvider value={{ ...ui, run }}>
            <Sheet as="section" state={state} act={act} opening={{ byItself: false }} />
          </UiProvider>
        </div>
      )}
      {stage === 'over' && (
        <div class="practice-sheet practice-over">
          <Heading>{t('try_done')}</Heading>
          <p>{t('try_done_text')}</p>
        </div>
      )}
    </div>
  );
}
