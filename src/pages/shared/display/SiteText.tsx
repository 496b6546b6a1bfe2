/** Words of a site: in quotes, and with a direction of their own so that they cannot turn ours around. */
export function SiteText({ text }: { text: string }) {
  return (
    <q>
      <bdi>{text}</bdi>
    </q>
  );
}
