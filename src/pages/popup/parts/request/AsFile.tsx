import { useUi } from '../../../shared/ui.ts';

/** Whether what is paid for is saved as a file. The browser asks for its leave when this is ticked. */
export function AsFile(props: {
  checked: boolean;
  allow: () => Promise<boolean>;
  change: (checked: boolean) => void;
}) {
  const { t, busy } = useUi();
  const { checked, allow, change } = props;
  return (
    <label class="tick">
      <input
        type="checkbox"
        data-act="as-file"
        checked={checked}
        disabled={busy !== undefined}
        onChange={(event) => {
          const { currentTarget: box } = event;
          if (!box.checked) return change(false);
          void allow().then((may) => {
            box.checked = may;
            change(may);
          });
        }}
      />
      <span>{t('as_file')}</span>
    </label>
  );
}
