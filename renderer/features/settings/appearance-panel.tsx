// Theme, language, motion and presenter mode. Each choice acts at once.
import { useStore } from "zustand";
import { SelectField } from "../../components/ui/field.tsx";
import { Panel } from "../../components/ui/panel.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { useText } from "../../i18n/use-text.ts";
import {
  languageChoices,
  motions,
  preferencesStore,
  setPreferences,
  themes,
} from "../../state/preferences-store.ts";

export function AppearancePanel() {
  const t = useText("settings");
  const { theme, language, motion, isPresenting } = useStore(preferencesStore);
  return (
    <Panel title={t("look")}>
      <div className="settings-fields">
        <SelectField
          label={t("theme")}
          value={theme}
          options={themes.map((value) => ({ value, label: t(`themeName.${value}`) }))}
          onValueChange={(value) => setPreferences({ theme: value })}
        />
        <SelectField
          label={t("language")}
          hint={t("languageHint")}
          value={language}
          options={languageChoices.map((value) => ({ value, label: t(`languageName.${value}`) }))}
          onValueChange={(value) => setPreferences({ language: value })}
        />
        <SelectField
          label={t("motion")}
          value={motion}
          options={motions.map((value) => ({ value, label: t(`motionName.${value}`) }))}
          onValueChange={(value) => setPreferences({ motion: value })}
        />
        <Switch
          label={t("presenting")}
          isOn={isPresenting}
          words={[t("presentingWords.on"), t("presentingWords.off")]}
          hint={t("presentingHint")}
          onChange={(isOn) => setPreferences({ isPresenting: isOn })}
        />
      </div>
    </Panel>
  );
}
