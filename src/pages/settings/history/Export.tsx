import { useUi } from '../../shared/ui.ts';

/** Long enough for the browser to have begun to read the file, ms. */
const KEPT = 60_000;

/** All records as a file, for the user to keep. */
export function Export() {
  const { t, run, busy } = useUi();
  const press = async () => {
    const parts: string[] = [];
    let next: string | undefined;
    do {
      const part = await run('payment.export', next === undefined ? null : { before: next });
      if (part === undefined) return;
      parts.push(part.json.slice(1, -1));
      next = part.next;
    } while (next !== undefined);
    download('farebox-payments.json', `[${parts.join(',')}]`);
  };
  return (
    <button
      type="button"
      class="copy"
      data-act="export"
      disabled={busy !== undefined}
      onClick={() => void press()}
    >
      {t('export')}
    </button>
  );
}

function download(name: string, json: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
}
