import { Heading } from '../../popup/parts/request/Heading.tsx';
import { useUi } from '../../shared/ui.ts';
import type { WelcomeAct } from '../model.ts';
import { PracticeShop } from '../practice/PracticeShop.tsx';

/** A payment to try, without money. `paid`: told when it is done. */
export function Practice({ act, paid }: { act: WelcomeAct; paid: () => void }) {
  const { t } = useUi();
  return (
    <>
      <Heading>{t('try_heading')}</Heading>
      <p class="lead">{t('try_text')}</p>
      <PracticeShop openSettings={act.openSettings} paid={paid} />
    </>
  );
}
