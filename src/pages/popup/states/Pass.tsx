import { useState } from 'preact/hooks';
import type { PassView, RequestView } from '../../../messages/index.ts';
import { PassAuto } from '../../shared/display/PassAuto.tsx';
import { PracticeChip } from '../../shared/display/Practice.tsx';
import { dayText } from '../../shared/format/time.ts';
import { Alert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../actions.ts';
import { Details } from '../parts/details/Details.tsx';
import { payable } from '../parts/offers/offers.ts';
import { Button, Buttons } from '../parts/request/Buttons.tsx';
import { Dismiss } from '../parts/request/Dismiss.tsx';
import { RequestHeading } from '../parts/request/RequestHeading.tsx';
import { Offers } from './Offers.tsx';

type Props = { request: RequestView; tabId: number; act: PopupAct };

/** It was paid for before, and what was had for it opens it again. */
export function Pass(props: Props) {
  const [again, setAgain] = useState(false);
  const { pass } = props.request;
  // Also where the pass has gone since.
  if (again || pass === undefined) return <Offers {...props} />;
  return <Kept {...props} pass={pass} payAgain={() => setAgain(true)} />;
}

function Kept(props: Props & { pass: PassView; payAgain: () => void }) {
  const { t, run, locale } = useUi();
  const { request, tabId, act, pass } = props;
  const elsewhere = pass.path !== request.path;
  const day = dayText(pass.at, locale);
  const open = async () => {
    const done = await run('pass.use', { tabId, seenId: request.seenId });
    if (done !== undefined) act.close();
  };
  // When it was paid for stands above, with the receipt.
  const own = request.bought?.money === undefined ? t('pass_text', day) : t('pass_text_bought');
  return (
    <>
      <RequestHeading request={request} />
      <Alert kind="info">{elsewhere ? t('pass_elsewhere_text', day, pass.path) : own}</Alert>
      {pass.practice === true && (
        <p>
          <PracticeChip of={pass} />
        </p>
      )}
      {!elsewhere && request.what === 'page' && <PassAuto pass={pass} />}
      <Details request={request} />
      <Buttons>
        {payable(request).length > 0 ? (
          <Button act="pay-again" onClick={props.payAgain}>
            {t(elsewhere ? 'pay_instead' : 'pay_again')}
          </Button>
        ) : (
          <Dismiss request={request} tabId={tabId} act={act} />
        )}
        <Button act="use-pass" primary onClick={() => void open()}>
          {t('pass_use')}
        </Button>
      </Buttons>
    </>
  );
}
