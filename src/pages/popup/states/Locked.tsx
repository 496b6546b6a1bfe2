import { useState } from 'preact/hooks';
import type { RequestView } from '../../../messages/index.ts';
import { PassphraseField } from '../../shared/PassphraseField.tsx';
import { useUi } from '../../shared/ui.ts';
import { Amount } from '../parts/Amount.tsx';
import { Asks } from '../parts/Asks.tsx';
import { Button, Buttons } from '../parts/Buttons.tsx';
import { payable } from '../parts/offers.ts';

/** Site, amount and the passphrase; nothing here pays. Enter unlocks, and the next view focuses its heading. */
export function Locked({ request }: { request: RequestView }) {
  const { t, run } = useUi();
  const [passphrase, setPassphrase] = useState('');
  const [offer] = payable(request);
  const unlock = async (event: SubmitEvent) => {
    event.preventDefault();
    if (passphrase === '') return;
    setPassphrase('');
    await run('purse.unlock', { passphrase });
  };
  return (
    <form onSubmit={(event) => void unlock(event)}>
      <Asks request={request} focus={false} />
      {offer !== undefined && <Amount money={offer.money} network={offer.network} />}
      <p>{t('locked_text')}</p>
      <PassphraseField value={passphrase} onValue={setPassphrase} known focus />
      <Buttons>
        <Button act="unlock" primary submit>
          {t('unlock')}
        </Button>
      </Buttons>
    </form>
  );
}
