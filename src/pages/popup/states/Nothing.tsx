import { useUi } from '../../shared/ui.ts';
import { Buttons } from '../parts/Buttons.tsx';
import { Heading } from '../parts/Heading.tsx';

/** No 402 on this page. */
export function Nothing() {
  const { t } = useUi();
  return (
    <>
      <Heading>{t('nothing_title')}</Heading>
      <p>{t('nothing_text')}</p>
      <Buttons />
    </>
  );
}
