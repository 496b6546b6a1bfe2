import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../actions.ts';
import { Button, Buttons } from '../parts/request/Buttons.tsx';
import { Heading } from '../parts/request/Heading.tsx';

/** The browser keeps websites from us: Firefox lets people take host access back at any time. */
export function NoAccess({ act }: { act: PopupAct }) {
  const { t } = useUi();
  return (
    <>
      <Heading>{t('access_title')}</Heading>
      <p>{t('access_text')}</p>
      <Buttons>
        <Button act="allow" primary onClick={() => act.allow()}>
          {t('access_allow')}
        </Button>
      </Buttons>
    </>
  );
}
