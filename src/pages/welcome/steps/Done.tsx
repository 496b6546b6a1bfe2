import { Heading } from '../../popup/parts/request/Heading.tsx';
import { Alert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { hasWallet, type WelcomeAct, type WelcomeModel } from '../model.ts';
import { AccessMissing } from './Access.tsx';
import { PinHint } from './PinHint.tsx';

/** What comes next, and what is still missing. */
export function Done({ model, act }: { model: WelcomeModel; act: WelcomeAct }) {
  const { t } = useUi();
  const { access, keyring, pinned } = model;
  return (
    <>
      <Heading>{t('done_heading')}</Heading>
      <p class="lead">{t('done_text')}</p>
      {!access && <AccessMissing act={act} />}
      {!hasWallet(model) && (
        <Alert kind="info">
          <p>
            {t('done_no_wallet')}{' '}
            <button type="button" class="link" data-act="wallet" onClick={() => act.go('wallet')}>
              {t('no_purse_make')}
            </button>
          </p>
        </Alert>
      )}
      {keyring.phrase === 'unconfirmed' && (
        <Alert kind="warning">
          <p>
            {t('done_backup')}{' '}
            <button
              type="button"
              class="link"
              data-act="backup"
              onClick={() => act.openSettings('phrase')}
            >
              {t('words_nag_link')}
            </button>
          </p>
        </Alert>
      )}
      <PinHint pinned={pinned} />
      <p>
        <button
          type="button"
          class="secondary"
          data-act="settings"
          onClick={() => act.openSettings()}
        >
          {t('settings')}
        </button>
      </p>
    </>
  );
}
