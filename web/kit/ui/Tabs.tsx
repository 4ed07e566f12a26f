import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs'
import css from './Tabs.module.css'

type TabsProps = {
  label: string
  items: { id: string; label: ReactNode; content: ReactNode }[]
  selected?: string
  onChange?: (id: string) => void
}

export function Tabs({ label, items, selected, onChange }: TabsProps) {
  return (
    <AriaTabs
      className={css['tabs'] ?? ''}
      {...(selected !== undefined && { selectedKey: selected })}
      {...(onChange && { onSelectionChange: (key) => onChange(String(key)) })}
    >
      <TabList aria-label={label} className={css['list'] ?? ''}>
        {items.map((item) => (
          <Tab key={item.id} id={item.id} className={css['tab'] ?? ''}>
            {item.label}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className={css['panel'] ?? ''}>
          {item.content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
