import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useText } from '../../lib/use-text.ts'
import { Bar } from './submission-progress.tsx'
import { cancelUpload, type Upload } from './upload.ts'
import classes from './upload-progress.module.css'

/** The file on its way: bytes sent of all, and a way to stop. */
export function UploadProgress({ upload }: { upload: Upload }) {
  const { t, format } = useText()
  const percent = upload.bytes === 0 ? 100 : (upload.sent / upload.bytes) * 100
  const arrived = upload.sent >= upload.bytes
  return (
    <div className={classes.upload}>
      <p className={classes.name}>{upload.fileName}</p>
      <Bar label={t('submit.sending')} percent={percent} />
      <div className={classes.foot}>
        <span role="status">
          {arrived
            ? t('submit.arrived')
            : t('submit.sent', { sent: format.bytes(upload.sent), total: format.bytes(upload.bytes) })}
        </span>
        <Button variant="subtle" color="gray" leftSection={<IconX size={16} />} onClick={cancelUpload}>
          {t('submit.cancel')}
        </Button>
      </div>
    </div>
  )
}
