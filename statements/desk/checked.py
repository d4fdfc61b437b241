"""Forms of rows, whose values go through the one door for what is typed."""

from django import forms

from statements.curation.checks import faults_of
from statements.typed import NotAllowed, check_text, say_fault


class CheckedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form whose values go through the door that all typed values go through."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        before = type(self.instance)._default_manager.filter(pk=self.instance.pk).first()
        for name, sentence in faults_of(self.instance, before):
            self.add_error(name if name in self.fields else None, sentence)
        try:
            check_text(self.cleaned_data.get("why", ""))
        except NotAllowed as fault:
            self.add_error("why", say_fault(fault))
