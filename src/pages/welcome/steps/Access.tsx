import { Heading } from '../../popup/parts/request/Heading.tsx';
import { Alert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import type { WelcomeAct, WelcomeModel } from '../model.ts';

const PERMISSIONS = ['sites', 'send', 'storage', 'notifications', 'alarms'] as const;

/** What Farebox may see and do, in a sentence each; and the grant of it, where the browser has not given it. */
export function Access({ model, act }: { model: WelcomeModel; act: WelcomeAct }) {
  const { t } = useUi();
  return (
    <>
      <Heading>{t('access_step_heading')}</Heading>
      <p class="lead">{t('access_step_text')}</p>
      {model.access ? (
        <Alert kind="info">
          <p data-access="given">{t('access_given')}</p>
        </Alert>
      ) : (
        <AccessMissing act={act} />
      )}
      <dl class="permissions">
        {PERMISSIONS.map((each) => (
          <div key={each}>
            <dt>{t(`permission_${each}`)}</dt>
            <dd>{t(`permission_${each}_text`)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Farebox sees nothing yet, and the button that gives it access. */
export function AccessMissing({ act }: { act: WelcomeAct }) {
  const { t } = useUi();
  return (
    <Alert kind="warning">
      <p data-access="missing">{t('access_missing')}</p>
      <button type="button" class="primary" data-act="allow" onClick={act.allow}>
        {t('access_allow')}
      </button>
    </Alert>
  );
}
