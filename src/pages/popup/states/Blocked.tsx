import type { RequestView } from '../../../messages/index.ts';
import { Alert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import type { PopupAct } from '../actions.ts';
import { Details } from '../parts/details/Details.tsx';
import { payable } from '../parts/offers/offers.ts';
import { Choices } from '../parts/payment/Choices.tsx';
import { Button, Buttons } from '../parts/request/Buttons.tsx';
import { Dismiss } from '../parts/request/Dismiss.tsx';
import { Heading } from '../parts/request/Heading.tsx';
import { useJustBlocked } from '../parts/request/just-blocked.ts';
import { RequestHeading } from '../parts/request/RequestHeading.tsx';
import { Amount } from '../parts/rows/Amount.tsx';

type Props = { request: RequestView; tabId: number; act: PopupAct };

/** Nothing is paid here: the user has just said so, and can undo it, or said so before, or the organisation has. */
export function Blocked(props: Props) {
  const { origin } = useJustBlocked();
  return origin === props.request.site.origin ? <Now {...props} /> : <Before {...props} />;
}

function Now({ request, act }: Props) {
  const { t, run } = useUi();
  const { note } = useJustBlocked();
  const { host, origin } = request.site;
  const undo = async () => {
    if ((await run('unblock', { origin })) !== undefined) note(undefined);
  };
  return (
    <>
      <Heading>{t('blocked_now', host)}</Heading>
      <p>{t('blocked_now_text')}</p>
      <Choices
        leave={{ act: 'unblock', label: t('undo'), onClick: () => void undo() }}
        choices={[{ act: 'done', label: t('done'), onClick: act.close }]}
      />
    </>
  );
}

function Before(props: Props) {
  const { t, run } = useUi();
  const { request } = props;
  const forbidden = request.forbidden === true;
  const [offer] = payable(request);
  return (
    <>
      <RequestHeading request={request} />
      {offer !== undefined && <Amount money={offer.money} network={offer.network} />}
      <Alert kind="warning">{t(forbidden ? 'forbidden_text' : 'blocked_text')}</Alert>
      <Details request={request} />
      <Buttons>
        <Dismiss {...props} />
        {!forbidden && (
          <Button
            act="unblock"
            primary
            onClick={() => void run('unblock', { origin: request.site.origin })}
          >
            {t('unblock')}
          </Button>
        )}
      </Buttons>
    </>
  );
}
