import type { RequestView } from '../../../messages/index.ts';
import { useUi } from '../../shared/ui.ts';
import { Details } from '../parts/details/Details.tsx';
import { payable } from '../parts/offers/offers.ts';
import { Bought } from '../parts/request/Bought.tsx';
import { Button, Buttons } from '../parts/request/Buttons.tsx';
import { Heading } from '../parts/request/Heading.tsx';
import { OfferRows } from '../parts/rows/OfferRows.tsx';

/** All prices have run out. */
export function Expired({ request, tabId }: { request: RequestView; tabId: number }) {
  const { t, run } = useUi();
  const [offer] = payable(request);
  return (
    <>
      <Heading>{t('expired_title')}</Heading>
      <Bought request={request} />
      {offer !== undefined && <OfferRows request={request} offer={offer} brief />}
      <p>{t('expired_text')}</p>
      <Details request={request} />
      <Buttons>
        <Button act="reload" primary onClick={() => void run('reload', { tabId })}>
          {t('new_price')}
        </Button>
      </Buttons>
    </>
  );
}
