import type { RequestView } from '../../../../messages/index.ts';
import { SiteName } from '../../../shared/display/SiteName.tsx';
import { type MessageKey, useUi } from '../../../shared/ui.ts';
import { Bought } from './Bought.tsx';
import { Heading } from './Heading.tsx';
import { Count } from './OtherRequests.tsx';

/** Who asks, and for what: the heading of every view of a 402; and below it that this was paid for before. */
export function RequestHeading(props: {
  request: RequestView;
  what?: MessageKey;
  focus?: boolean;
}) {
  const { t } = useUi();
  const { request } = props;
  return (
    <>
      <Heading focus={props.focus ?? true}>
        <SiteName site={request.site} />
        <span class="what">{t(props.what ?? `asks_${request.what}`)}</span>
        <Count />
      </Heading>
      <Bought request={request} />
    </>
  );
}
