# make check-chart: the Helm chart, linted and rendered by helm itself (built with go install), its objects decoded
# strictly into the types of k8s.io/api. Needs Go and its module proxy.
HELM_VERSION := v3.11.3
export HELM ?= $(abspath $(BUILD))/helm
$(BUILD)/helm:
	$(call say,GO,helm $(HELM_VERSION))
	$(Q)GOBIN=$(abspath $(BUILD)) go install helm.sh/helm/v3/cmd/helm@$(HELM_VERSION)
.PHONY: check-chart
check-chart: $(HELM) $(BUILD)/dragoman
	$(if $(LEDGER),python3 tests/support/ledger.py scale.tsv chart "make check-chart" --) \
	    sh -c 'go -C tests/chart test -count=1 ./... && echo "linted by helm $(HELM_VERSION), rendered, decoded strictly: $$(grep -c "^func Test" tests/chart/chart_test.go) tests passed"'
