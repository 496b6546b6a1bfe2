import type { Caution } from '../../../../core/offers/offer.ts';
import type { OfferView, RequestView } from '../../../../messages/index.ts';
import { Halves } from '../../../shared/display/Address.tsx';
import { sentText } from '../../../shared/format/sent-body.ts';
import { Alert } from '../../../shared/notices/Alert.tsx';
import { useUi } from '../../../shared/ui.ts';

/** Money may be on its way to a stranger: read right before paying, and said to have been read. */
const GRAVE: readonly Caution[] = ['caution_payee_changed', 'caution_payee_lookalike'];
/** Worth knowing, and no sign of danger. */
const QUIET: readonly Caution[] = ['caution_first_payment', 'caution_payee_rotates'];
/** A call that waits is repeated as it was. */
const OF_OTHER_BODIES: Caution = 'caution_bound_to_body';
/** The test network has its chip beside the price and needs no second word. */
const SHOWN_ELSEWHERE: readonly Caution[] = ['caution_test_network', ...GRAVE];

/** Cautions that must be acknowledged before paying. */
export function graveCautions(offer: OfferView): readonly Caution[] {
  return offer.cautions.filter((caution) => GRAVE.includes(caution));
}

/** What to know before paying, apart from what must be acknowledged. */
export function Cautions({ request, offer }: { request: RequestView; offer: OfferView }) {
  const { t, locale } = useUi();
  const cautions = offer.cautions.filter(
    (caution) =>
      !SHOWN_ELSEWHERE.includes(caution) &&
      !(caution === OF_OTHER_BODIES && request.waits === true),
  );
  const insecure = !request.site.secure && !cautions.includes('caution_insecure');
  return (
    <>
      {offer.mints !== undefined && <Alert kind="info">{t('ecash_spent')}</Alert>}
      {request.way === 'none' && <Alert kind="warning">{t('cannot_send', request.method)}</Alert>}
      {request.ownForm === true && <Alert kind="info">{t('own_form')}</Alert>}
      {request.waits === true && <Alert kind="info">{t('call_waits')}</Alert>}
      {request.way === 'wait' && request.waits !== true && (
        <Alert kind="info">
          {request.method === 'GET' ? t('ask_again') : t('send_again', request.method)}
          {request.method !== 'GET' && request.sent === undefined && ` ${t('sent_unseen')}`}
        </Alert>
      )}
      {request.sent !== undefined && <Alert kind="info">{sentText(request.sent, t, locale)}</Alert>}
      {request.authorization === true && offer.usesAuthorization === true && (
        <Alert kind="warning">{t('own_authorization')}</Alert>
      )}
      {request.what === 'media' && offer.reusable !== true && (
        <Alert kind="info">{t('media_once')}</Alert>
      )}
      {request.askedTwice === true && offer.reusable !== true && (
        <Alert kind="warning">{t('film_asked_twice')}</Alert>
      )}
      {insecure && <Alert kind="warning">{t('not_secure')}</Alert>}
      {cautions.map((caution) => (
        <Alert key={caution} kind={QUIET.includes(caution) ? 'info' : 'warning'}>
          {t(caution)}
        </Alert>
      ))}
    </>
  );
}

/** What must be acknowledged, with the whole address that it is about. */
export function Acknowledge(props: {
  offer: OfferView;
  agreed: boolean;
  onAgreed: (agreed: boolean) => void;
}) {
  const { t, busy } = useUi();
  const { offer, agreed, onAgreed } = props;
  return (
    <Alert kind="danger">
      {graveCautions(offer).map((caution) => (
        <p key={caution}>{t(caution)}</p>
      ))}
      {offer.payee !== undefined && (
        <p class="mono">
          <bdi>
            <Halves text={offer.payee} />
          </bdi>
        </p>
      )}
      <label class="tick">
        <input
          type="checkbox"
          data-act="acknowledge"
          checked={agreed}
          disabled={busy !== undefined}
          onChange={(event) => onAgreed(event.currentTarget.checked)}
        />
        <span>{t('acknowledge')}</span>
      </label>
    </Alert>
  );
}
