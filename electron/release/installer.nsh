; What the Windows installer does beside electron-builder's own. Explorer knows the last part of a name only, so that taking
; *.evenkeel.yaml is not possible and taking every YAML file would be rude: Evenkeel is offered under "Open with".
!define WORKSPACE_CLASS "Evenkeel.Workspace"

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\${WORKSPACE_CLASS}" "" "Evenkeel workspace"
  WriteRegStr SHELL_CONTEXT "Software\Classes\${WORKSPACE_CLASS}\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\${WORKSPACE_CLASS}\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\.yaml\OpenWithProgids" "${WORKSPACE_CLASS}" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\.yml\OpenWithProgids" "${WORKSPACE_CLASS}" ""
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "Software\Classes\${WORKSPACE_CLASS}"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.yaml\OpenWithProgids" "${WORKSPACE_CLASS}"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.yml\OpenWithProgids" "${WORKSPACE_CLASS}"
!macroend
