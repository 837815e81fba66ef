# The Trust Enabler Function.
foreach(header credential_record credential_store in_memory_store record_sealer tef_configuration
        tef_policy trust_enabler)
  list(APPEND headers include/plumbline/entities/tef/${header}.hpp)
endforeach()
