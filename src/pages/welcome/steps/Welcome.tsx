import { Heading } from '../../popup/parts/request/Heading.tsx';
import { useUi } from '../../shared/ui.ts';
import type { WelcomeModel } from '../model.ts';
import { PinHint } from './PinHint.tsx';

/** What Farebox does, in a sentence each. */
export function Welcome({ model }: { model: WelcomeModel }) {
  const { t } = useUi();
  return (
    <>
      <Heading>{t('welcome_heading')}</Heading>
      <p class="lead">{t('welcome_text')}</p>
      <ul class="points">
        <li>{t('welcome_asks')}</li>
        <li>{t('welcome_limits')}</li>
        <li>{t('welcome_private')}</li>
      </ul>
      <PinHint pinned={model.pinned} />
    </>
  );
}
