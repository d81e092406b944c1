import { useState } from 'react'
import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useText } from '../lib/use-text.ts'

interface SearchInputProps {
  label: string
  placeholder: string
  value: string
  onSearch: (value: string) => void
  size?: 'sm' | 'md' | 'lg'
}

/** Searches as one types, a moment after the last key. */
export function SearchInput({ label, placeholder, value, onSearch, size = 'sm' }: SearchInputProps) {
  const { t } = useText()
  const [typed, setTyped] = useState(value)
  const search = useDebouncedCallback(onSearch, 220)
  return (
    <TextInput
      type="search"
      size={size}
      aria-label={label}
      placeholder={placeholder}
      value={typed}
      leftSection={<IconSearch size={18} stroke={1.8} />}
      rightSection={
        typed === '' ? null : (
          <CloseButton
            size="sm"
            aria-label={t('action.clear')}
            onClick={() => {
              setTyped('')
              onSearch('')
            }}
          />
        )
      }
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        search(event.currentTarget.value)
      }}
    />
  )
}
