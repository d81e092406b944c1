import { useState } from 'react'
import { Button } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconArrowBackUp, IconSend } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { ReviewedAccount } from '../../../api/types.ts'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { reviewsKey, sendAnswers } from './queries.ts'
import { answersOf, certify, noMarks, revoke, toggleItem, undo, type Answers, type Marks } from './review-marks.ts'
import { ReviewRow } from './review-row.tsx'
import { useMarks } from './use-marks.ts'
import classes from './review-list.module.css'

interface ReviewListProps {
  review: string
  unit: string
  /** Those that wait for an answer of the reader. */
  waiting: ReviewedAccount[]
}

/** All accounts of a unit that wait, by keyboard: j and k move, c certifies, r revokes, digits revoke one role, u takes back. */
export function ReviewList({ review, unit, waiting }: ReviewListProps) {
  const { t } = useText()
  const [marks, setMarks] = useMarks(`${review}.${unit}`)
  const at = useKeys(waiting, marks, setMarks)
  return (
    <>
      <p className={classes.keys}>{t('review.keys')}</p>
      <ul className={classes.list} aria-label={t('review.listLabel')}>
        {waiting.map((account, place) => (
          <ReviewRow
            key={account.id}
            account={account}
            given={marks.given}
            isCurrent={place === at}
            onCertify={() => {
              setMarks(certify(marks, account))
            }}
            onRevoke={() => {
              setMarks(revoke(marks, account))
            }}
            onToggle={(item) => {
              setMarks(toggleItem(marks, account, item))
            }}
          />
        ))}
      </ul>
      <Foot
        review={review}
        answers={answersOf(marks.given, waiting)}
        all={waiting.length}
        onUndo={
          marks.before.length === 0
            ? undefined
            : () => {
                setMarks(undo(marks))
              }
        }
        onSent={() => {
          setMarks(noMarks)
        }}
      />
    </>
  )
}

/** Moves over the accounts and marks them; gives the place it is at. */
function useKeys(waiting: ReviewedAccount[], marks: Marks, setMarks: (next: Marks) => void): number {
  const [place, setPlace] = useState(0)
  const at = Math.min(place, waiting.length - 1)
  const account = waiting[at]
  const move = (by: number) => () => {
    setPlace(Math.min(Math.max(at + by, 0), waiting.length - 1))
  }
  const mark = (how: typeof certify) => () => {
    if (!account) return
    setMarks(how(marks, account))
    move(1)()
  }
  useHotkeys([
    ['j', move(1)],
    ['k', move(-1)],
    ['ArrowDown', move(1)],
    ['ArrowUp', move(-1)],
    ['c', mark(certify)],
    ['r', mark(revoke)],
    [
      'u',
      () => {
        setMarks(undo(marks))
      },
    ],
    ...[1, 2, 3, 4, 5, 6].map((digit): [string, () => void] => [
      String(digit),
      () => {
        const item = account?.items[digit - 1]
        if (account && item) setMarks(toggleItem(marks, account, item.id))
      },
    ]),
  ])
  return at
}

interface FootProps {
  review: string
  answers: Answers
  all: number
  onUndo: (() => void) | undefined
  onSent: () => void
}

function Foot({ review, answers, all, onUndo, onSent }: FootProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const count = answers.length
  const send = useMutation({
    mutationFn: () => sendAnswers(review, answers),
    onSuccess: () => {
      onSent()
      notifications.show({ message: t('review.sent', { count }) })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: reviewsKey }),
  })
  return (
    <>
      {send.isError && <ProblemView problem={toProblem(send.error)} />}
      <div className={classes.foot}>
        <span aria-live="polite">{t('review.marked', { done: count, all })}</span>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={17} />}
          disabled={onUndo === undefined}
          onClick={onUndo}
        >
          {t('review.undo')}
        </Button>
        <Button
          leftSection={<IconSend size={17} />}
          disabled={count === 0}
          loading={send.isPending}
          onClick={() => {
            send.mutate()
          }}
        >
          {t('review.send', { count })}
        </Button>
      </div>
    </>
  )
}
