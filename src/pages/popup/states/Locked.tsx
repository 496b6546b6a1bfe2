import { useState } from 'preact/hooks';
import type { RequestView } from '../../../messages/index.ts';
import { PassphraseField } from '../../shared/fields/PassphraseField.tsx';
import { dayText } from '../../shared/format/time.ts';
import { type Ui, useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../actions.ts';
import { Options } from '../parts/offers/Options.tsx';
import { foreseen, payable, payableByPageWallet, railOf } from '../parts/offers/offers.ts';
import { Button, Buttons } from '../parts/request/Buttons.tsx';
import { RequestHeading } from '../parts/request/RequestHeading.tsx';
import { Amount } from '../parts/rows/Amount.tsx';
import { Offers } from './Offers.tsx';

/** Site, amount and the passphrase; nothing here pays. Enter unlocks, and the next view focuses its heading. */
export function Locked(props: { request: RequestView; tabId: number; act: PopupAct }) {
  const { request } = props;
  const ui = useUi();
  const { t, run } = ui;
  const [passphrase, setPassphrase] = useState('');
  const [stays, setStays] = useState(false);
  if (stays) return <Offers {...props} request={withoutOwn(request)} />;
  const offer = foreseen(request, ui.now);
  const unlock = async (event: SubmitEvent) => {
    event.preventDefault();
    if (passphrase === '') return;
    setPassphrase('');
    await run('keyring.unlock', { passphrase });
  };
  return (
    <form onSubmit={(event) => void unlock(event)}>
      <RequestHeading request={request} focus={false} />
      {offer !== undefined && request.pass === undefined && (
        <Amount money={offer.money} network={offer.network} />
      )}
      {offer === undefined && request.pass === undefined && <Options offers={payable(request)} />}
      <p>{lockedText(request, ui)}</p>
      <PassphraseField value={passphrase} onValue={setPassphrase} known focus of="keyring.unlock" />
      {payable(request).some((each) => payableByPageWallet(each)) && (
        <p class="muted">
          {t('locked_page_text')}{' '}
          <button type="button" class="link" data-act="stay-locked" onClick={() => setStays(true)}>
            {t('pay_page_wallet')}
          </button>
        </p>
      )}
      <Buttons>
        <Button act="unlock" primary submit>
          {t('unlock')}
        </Button>
      </Buttons>
    </form>
  );
}

/** As it is while the purse stays locked: the wallet that the page brings is the only one. */
function withoutOwn(request: RequestView): RequestView {
  const offers = request.offers.map(({ wallet, balance, ...offer }) => offer);
  return { ...request, offers };
}

/** What unlocking is for: a price, a wallet whose connection rests in the purse, or a pass that does. */
function lockedText(request: RequestView, { t, locale }: Ui): string {
  const { pass } = request;
  if (pass !== undefined) return t('locked_pass', dayText(pass.at, locale));
  const kept = payable(request).some((offer) => railOf(offer) !== 'eip3009');
  return t(kept ? 'locked_wallet' : 'locked_text');
}
